import Foundation
import Model
import Recurrence
import Tabular

@testable import Definitions

/// A workspace with one definition of each kind, in which tests make mistakes.
enum SmallWorkspace {
    static let context = DefinitionContext(
        zones: ZoneDatabase { name in FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)").map { Array($0) } },
        today: Day(number: 20_779))  // 2026-11-22

    static let files = [
        "ajastin.yaml": """
        name: Teatteri
        security: {require-password: true}
        """,
        "recipients.yaml": """
        people: {anna@tuottaja.example: {name: Anna, language: en}}
        groups: {tuottajat: [anna@tuottaja.example]}
        """,
        "modules/customers.yaml": """
        key: customer_id
        fields:
          customer_id: {type: text, label: {fi: Asiakasnumero, en: Customer number}}
          last_name: {type: text, required: true}
          birth_date: {type: date}
          total_spent: {type: decimal, scale: 2, unit: EUR}
          consent: {type: boolean}
          email: {type: email}
          phone: {type: phone}
          visits: {type: integer}
          seen_at: {type: instant}
          status: {type: choice, choices: [lead, active, lapsed]}
          tags: {type: list}
          arts: {type: list, choices: [theatre, opera]}
        """,
        "modules/purchases.yaml": """
        parent: {field: customer_id, module: customers}
        fields:
          customer_id: {type: text}
          date: {type: date}
          amount: {type: decimal, scale: 2}
        """,
        "sources/customers.yaml": """
        folder: customers
        module: customers
        columns: {Asiakasnro: customer_id}
        reject-limit: 1%
        on-done: [viikko]
        """,
        "segments/aktiiviset.yaml": """
        label: {fi: Aktiiviset, en: Active ones}
        module: customers
        where: consent and sum(purchases.amount where date in last_year) >= 100
        """,
        "formulas/saldo.yaml": """
        module: customers
        field: total_spent
        expression: sum(purchases.amount)
        """,
        "schedules/viikko.yaml": """
        active: true
        timing: {occurs: weekly, every: 1, on: [thursday], at: 11:00, from: 2026-11-01}
        tasks:
          - refresh-segment: {segment: aktiiviset}
          - bulk-edit: {segment: aktiiviset, set: {birth_date: {action-date: true}, total_spent: 12.5, phone: null}}
          - create-activities: {segment: aktiiviset, title: 'Soita: {{last_name}}', assignee: maija@teatteri.example, due: 2 days}
          - run-formulas: {segment: aktiiviset, formulas: [saldo]}
          - deliver-list: {segment: aktiiviset, columns: [customer_id, last_name], sort-by: last_name, format: [xlsx, csv], to: [group:tuottajat]}
        """,
    ]

    /// The workspace with some of its files changed or added, and without some.
    static func load(_ changes: [String: String] = [:], without missing: Set<String> = []) -> LoadedDefinitions {
        let changed = files.merging(changes) { $1 }.filter { !missing.contains($0.key) }
        return DefinitionLoader.load(changed.map { DefinitionFile(path: $0.key, text: $0.value) }, context: context)
    }

    /// The places, keys and suggestions of what is told about the changed workspace.
    static func problems(_ changes: [String: String], without missing: Set<String> = []) -> [String] {
        load(changes, without: missing).diagnostics.map(summary)
    }

    /// `file:line:column key suggestion`, the key without `definition.`.
    static func summary(_ diagnostic: Diagnostic) -> String {
        let place = diagnostic.location.map { "\($0.file):\($0.line):\($0.column)" } ?? "-"
        let key = diagnostic.message.key.rawValue
        var summary = "\(place) \(key.hasPrefix("definition.") ? String(key.dropFirst("definition.".count)) : key)"
        let arguments = diagnostic.message.arguments
        if case .text(let suggestion)? = arguments["suggestion"] ?? arguments["nearest"] { summary += " \(suggestion)" }
        return summary
    }
}

import Model
import TestSupport
import Testing

@testable import Definitions

/// Mistakes in single files, and exactly where and how each is told.
struct MistakeTests {
    static let files: [(path: String, text: String, problems: [String])] = [
        // Keys
        ("ajastin.yaml", "name: T\nlangage: fi", ["2:1 unknown.near language"]),
        ("ajastin.yaml", "language: fi", ["1:1 key.missing"]),
        ("ajastin.yaml", "name: T\nname: U\nlanguage: sv\nlanguage: fi", ["2:1 key.duplicate", "3:11 unknown.among", "4:1 key.duplicate"]),
        ("ajastin.yaml", "name: T\ntime-zone: Europe/Helsingfors", ["2:12 recurrence.zone.unknown"]),
        ("ajastin.yaml", "name: T\nportal: {url: teatteri.example, link-days: 0}", ["2:15 value.wrong", "2:44 value.range"]),
        ("ajastin.yaml", "name:\nsecurity: {require-password: kyllä}", ["1:6 value.missing", "2:30 value.wrong"]),
        ("ajastin.yaml", "name: {fi: Teatteri, sv: Teater}", ["1:22 unknown.among"]),
        ("ajastin.yaml", "- name", ["1:1 file.map"]),
        ("ajastin.yaml", "# nothing\n", ["1:1 file.empty"]),
        // YAML
        ("ajastin.yaml", "name: T\n\tlanguage: fi", ["2:1 yaml.tab"]),
        ("ajastin.yaml", "name: 'T\nlanguage: fi", ["1:7 yaml.quote"]),
        ("ajastin.yaml", "name: T\nsecurity: {require-password: true\n", ["2:11 yaml.bracket"]),
        ("ajastin.yaml", "name: T: U", ["1:8 yaml.colon"]),
        ("ajastin.yaml", "name: T\n language: fi", ["2:10 yaml.colon"]),
        ("ajastin.yaml", "name: T\nlanguage\nsecurity: {}", ["2:1 yaml.colon-missing"]),
        ("ajastin.yaml", "name: T\n- x", ["2:1 yaml.indentation"]),
        ("ajastin.yaml", "name: *teatteri", ["1:7 yaml.alias"]),
        ("ajastin.yaml", "name: @teatteri", ["1:7 yaml.quotes-needed"]),
        ("ajastin.yaml", "name: T\n---\nname: U", ["2:1 yaml.documents"]),
        ("ajastin.yaml", "name: T\u{7}", ["1:8 yaml.character"]),
        ("ajastin.yaml", "name: T\n? [a]\n: b", ["2:3 yaml.key-not-text"]),
        // Recipients
        (
            "recipients.yaml", "people: {anna: {name: A}, b@c: {nimi: B}}\ngroups: {tuottajat: [d@e, x, d@e], 'a b': [d@e]}",
            ["1:10 key.wrong", "1:33 unknown.among", "2:27 value.wrong", "2:30 list.twice", "2:36 key.wrong"]
        ),
        // Modules
        (
            "modules/customers.yaml", "key: id\nfields:\n  customer_id: {type: text}\n  _x: {type: text}\n  Customer_ID: {type: txet}",
            ["1:6 unknown.among", "4:3 key.wrong", "5:3 module.field-twice", "5:23 unknown.near text"]
        ),
        (
            "modules/extra.yaml",
            "fields:\n  a: {type: decimal, scale: 10}\n  b: {type: choice}\n  c: {type: text, choices: [x], scale: 2}\n  d: {label: D}",
            ["2:29 value.range", "3:13 key.needed-for", "4:19 key.foreign", "4:33 key.foreign", "5:6 key.missing"]
        ),
        (
            "modules/extra.yaml", "fields:\n  a: {type: choice, choices: [x, x]}\n  and: {type: text}",
            ["2:34 list.twice", "3:3 module.field-word"]
        ),
        (
            "modules/extra.yaml", "parent: {field: b, module: custmers}\nfields: {a: {type: text}}",
            ["1:17 unknown.among", "1:28 unknown.near customers"]
        ),
        ("modules/extra.yaml", "parent: {field: a, module: purchases}\nfields: {a: {type: text}}", ["1:28 module.parent-key"]),
        ("modules/extra.yaml", "parent: {field: a, module: extra}\nfields: {a: {type: text}}", ["1:28 module.parent-itself"]),
        ("modules/extra.yaml", "parent: {field: a, module: customers}\nfields: {a: {type: date}}", ["1:17 module.parent-type"]),
        ("modules/extra.yaml", "fields: {}", ["1:9 list.empty"]),
        ("modules/sqlite_x.yaml", "fields: {a: {type: text}}", ["1:1 file.module-reserved"]),
        ("modules/Ajastin_x.yaml", "fields: {a: {type: text}}", ["1:1 file.module-reserved"]),
        ("modules/osto-rivit.yaml", "fields: {a: {type: text}}", ["1:1 file.module-name"]),
        // Sources
        ("sources/a.yaml", "folder: ../x\nmodule: customer", ["1:9 value.wrong", "2:9 unknown.near customers"]),
        ("sources/a.yaml", "folder: /x\nmodule: customers\nmode: upset", ["1:9 value.wrong", "3:7 unknown.near upsert"]),
        ("sources/d.yaml", "folder: customers/\nmodule: customers", ["1:9 source.folder-shared"]),
        ("sources/a.yaml", "folder: x\nmodule: purchases", ["1:1 source.upsert-key"]),
        (
            "sources/a.yaml",
            "folder: x\nmodule: customers\ncolumns: {Nro: customer-id, Nimi: last_name, Suku: last_name}\nreject-limit: paljon\non-done: vikko",
            ["3:16 unknown.near customer_id", "3:52 source.field-twice", "4:15 value.wrong", "5:10 unknown.near viikko"]
        ),
        // Segments and formulas
        ("segments/a.yaml", "module: customers\nwhere: concent", ["2:8 expression.field.unknown.nearest consent"]),
        (
            "segments/a.yaml", "module: customers\nwhere: concent or not (consent and consnt) or consent",
            ["2:8 expression.field.unknown.nearest consent", "2:36 expression.field.unknown.nearest consent"]
        ),
        ("segments/a.yaml", "module: customers\nwhere: 'status = ''lead'' and concent'", ["2:31 expression.field.unknown.nearest consent"]),
        (
            "segments/a.yaml", "module: customers\nwhere: \"status = \\\"lead\\\" and concent\"",
            ["2:31 expression.field.unknown.nearest consent"]
        ),
        ("segments/a.yaml", "module: customers\nwhere: |\n  consent and\n  concent", ["4:3 expression.field.unknown.nearest consent"]),
        ("segments/a.yaml", "module: customers\nwhere: >-\n\n    concent and consent", ["4:5 expression.field.unknown.nearest consent"]),
        ("segments/a.yaml", "module: customers\nwhere: consent and\n  concent", ["3:3 expression.field.unknown.nearest consent"]),
        ("segments/a.yaml", "module: customers\nwhere: consent ja concent", ["2:19 expression.field.unknown.nearest consent"]),
        ("segments/a.yaml", "module: customers\nwhere: {fi: 'consent ja concent'}", ["2:25 expression.field.unknown.nearest consent"]),
        ("segments/a.yaml", "module: customers\nwhere: {fi: consent, en: not consent}", ["2:8 expression.languages-differ"]),
        ("segments/a.yaml", "module: customers\nwhere: {sv: consent}", ["2:9 unknown.among"]),
        ("segments/a.yaml", "module: customers\nwhere: in segment aktiviset", ["2:19 expression.segment.unknown.nearest aktiiviset"]),
        ("segments/a.yaml", "module: customers\nwhere: in segment a", ["2:8 segment.circle"]),
        (
            "segments/a.yaml", "module: customers\ninclude: [x, y, x]\nexclude: y\nfrozen: 1",
            ["2:17 list.twice", "3:10 segment.listed-twice", "4:9 value.wrong"]
        ),
        ("segments/a.yaml", "module: purchases\ninclude: [x]", ["2:10 segment.list-key"]),
        ("segments/a b.yaml", "module: customers", ["1:1 file.name"]),
        ("formulas/a.yaml", "module: customers\nfield: saldo\nexpression: 1", ["2:8 unknown.among"]),
        (
            "formulas/a.yaml", "module: customers\nfield: customer_id\nexpression: last_name\nactive: yes",
            ["2:8 formula.key-field", "4:9 value.wrong"]
        ),
        // What this version lacks, and what is no definition
        ("tools/a.yaml", "x: 1", ["1:1 key.missing", "1:1 key.missing", "1:1 unknown.among"]),
        ("outputs/a.yaml", "x: 1", ["1:1 unknown.among"]),
        (
            "outputs/a.yaml", "columns: [nimi]\nsort-by: nimi\ncsv: excel-se\nlimit: 0",
            ["1:1 key.needs", "2:1 key.needs", "3:6 value.wrong", "4:8 value.range"]
        ),
        (
            "outputs/a.yaml",
            """
            module: customers
            columns:
              - {field: emial, format: "0"}
              - {expression: last_name, name: email}
              - {expression: last_nam, name: x}
              - {expression: last_name, name: y, format: "0"}
              - {field: total_spent, format: "p.k"}
              - {name: z, field: email}
            sort-by: [x, q, {field: total_spent, nulls: alku}]
            group-by: [y, y]
            subtotals: [email]
            file-name: "{{labl}} {{date"
            when-empty: lähetä
            changes: only
            summary:
              totals: {phone: sum, total_spent: avg, email: sum}
              charts: [{sum: email, by: email}, {count-over: email}, {sum: total_spent}, {count-by: email, each: month}]
            """,
            [
                "3:13 unknown.near email", "4:35 list.column-name", "5:18 expression.field.unknown.nearest last_name",
                "6:46 list.format-type",
                "7:34 list.format", "8:15 key.excluded", "9:14 unknown.among", "9:45 unknown.among", "10:15 list.twice",
                "11:13 list.total-type", "12:12 task.placeholder", "12:12 unknown.near label", "13:13 unknown.among",
                "14:10 list.changes-with", "14:10 list.changes-with", "16:12 list.total-column", "16:37 unknown.among",
                "16:42 list.total-type", "17:18 list.chart-number", "17:50 list.chart-date", "17:58 key.one-needed", "17:96 key.excluded",
            ]
        ),
        ("segments/muistio.txt", "x", ["1:1 file.unknown"]),
        ("segments/a.yml", "x", ["1:1 file.unknown"]),
        ("recipient.yaml", "x", ["1:1 file.unknown"]),
    ]

    @Test(arguments: files)
    func tellsWhereAndWhat(path: String, text: String, problems: [String]) {
        // Only what is told of the changed file: others may lose what they refer to.
        let found = SmallWorkspace.problems([path: text]).filter { $0.hasPrefix(path + ":") }
        #expect(found == problems.map { "\(path):\($0)" })
    }

    @Test func tellsTheProblemsOfAllFilesAtOnce() {
        let found = SmallWorkspace.problems(
            ["modules/customers.yaml": "key: [a", "segments/aktiiviset.yaml": "module: customers\nwhre: x"], without: ["ajastin.yaml"])
        // Nothing is said about fields of a module that could not be read.
        #expect(
            found == [
                "ajastin.yaml:1:1 file.missing", "modules/customers.yaml:1:6 yaml.bracket",
                "segments/aktiiviset.yaml:2:1 unknown.near where",
            ])
    }

    @Test func tellsNamesThatDifferOnlyInCase() {
        let text = "module: customers"
        #expect(SmallWorkspace.problems(["segments/a.yaml": text, "segments/A.yaml": text]) == ["segments/a.yaml:1:1 file.same-name"])
    }

    @Test func bearsTextsOfAnyDepthAndSize() {
        let deep = String(repeating: "[", count: 200_000)
        #expect(SmallWorkspace.problems(["ajastin.yaml": deep]).allSatisfy { $0.contains("yaml.") })
        let closed = "name: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        #expect(SmallWorkspace.problems(["ajastin.yaml": closed]) == ["ajastin.yaml:1:7 value.wrong"])
        let laughs = (1...9).map { level in
            let item = level == 1 ? "x" : "*a\(level - 1)"
            return "a\(level): &a\(level) [\(Array(repeating: item, count: 9).joined(separator: ","))]"
        }
        #expect(SmallWorkspace.problems(["ajastin.yaml": laughs.joined(separator: "\n")]) == ["ajastin.yaml:1:1 yaml.too-large"])
    }

    @Test func keepsQuietAboutWhatAnUnreadableFileWouldHaveSaid() {
        let schedule =
            "tasks: [{deliver-list: {segment: aktiiviset, columns: email, format: csv, to: group:x, deliver-as: link, password: false}}]"
        let changes = ["ajastin.yaml": "name: [", "recipients.yaml": "people: {", "schedules/viikko.yaml": schedule]
        #expect(Set(SmallWorkspace.problems(changes).map { $0.prefix { $0 != ":" } }) == ["ajastin.yaml", "recipients.yaml"])
    }

    /// Whatever is done to a file, every problem lies within it.
    @Test func tellsPlacesWithinTheFileOfAnyText() {
        var random = SeededGenerator(seed: 2)
        let pieces =
            Array("{}[]:,-#&*!|>'\"%@`?\\ \t\n\räあ\u{7}0a~").map(String.init) + [
                "  ", ": ", "- ", "\r\n", "{{", "<<: ", "!!int ", "---\n", "null",
            ]
        for path in SmallWorkspace.files.keys.sorted() {
            for _ in 0..<150 {
                var text = Array(SmallWorkspace.files[path] ?? "")
                for _ in 0...Int.random(in: 0..<3, using: &random) {
                    let start = Int.random(in: 0...text.count, using: &random)
                    let end = min(text.count, start + Int.random(in: 0..<4, using: &random))
                    text.replaceSubrange(start..<end, with: pieces.randomElement(using: &random) ?? "")
                }
                let source = SourceText(String(text))
                for diagnostic in SmallWorkspace.load([path: String(text)]).diagnostics where diagnostic.location?.file == path {
                    guard let place = diagnostic.location else { continue }
                    #expect(source.index(line: place.line, column: place.column) != nil, "\(path): \(String(text))")
                }
            }
        }
    }

    @Test func readsPastAByteOrderMark() {
        #expect(SmallWorkspace.problems(["ajastin.yaml": "\u{FEFF}name: T\r\nnaem: U\r\n"]) == ["ajastin.yaml:2:1 unknown.near name"])
    }
}

import Expressions
import Model
import Tabular

/// The modules over which the tests of this target write expressions.
enum Workspace {
    static let modules: [String: ModuleDefinition] = {
        let customers = ModuleDefinition(
            name: "customers", label: LocalizedText([.fi: "Asiakkaat", .en: "Customers"]), key: "customer_id",
            fields: [
                FieldDefinition(key: "customer_id", type: .text),
                FieldDefinition(key: "name", type: .text, label: LocalizedText([.fi: "Nimi", .en: "Name"])),
                FieldDefinition(key: "kaupunki", type: .text, label: LocalizedText([.fi: "Kaupunki", .en: "City"])),
                FieldDefinition(key: "email", type: .email),
                FieldDefinition(key: "status", type: .choice, choices: ["lead", "active", "lapsed"]),
                FieldDefinition(key: "age", type: .integer),
                FieldDefinition(
                    key: "balance", type: .decimal, label: LocalizedText([.fi: "Ostot yhteensä", .en: "Total spent"]), scale: 2),
                FieldDefinition(key: "rate", type: .decimal, scale: 4),
                FieldDefinition(key: "born", type: .date),
                FieldDefinition(key: "last_purchase", type: .date),
                FieldDefinition(key: "seen", type: .instant),
                FieldDefinition(key: "consent", type: .boolean),
            ])
        let purchases = ModuleDefinition(
            name: "purchases", label: LocalizedText([.fi: "Ostot", .en: "Purchases"]), key: "purchase_id",
            parent: ModuleDefinition.Parent(field: "customer_id", module: "customers"),
            fields: [
                FieldDefinition(key: "purchase_id", type: .text),
                FieldDefinition(key: "customer_id", type: .text),
                FieldDefinition(key: "amount", type: .decimal, scale: 2),
                FieldDefinition(key: "quantity", type: .integer),
                FieldDefinition(key: "name", type: .text),
                FieldDefinition(key: "date", type: .date),
            ])
        let lines = ModuleDefinition(
            name: "lines", label: "lines", key: nil, parent: ModuleDefinition.Parent(field: "purchase_id", module: "purchases"),
            fields: [
                FieldDefinition(key: "purchase_id", type: .text),
                FieldDefinition(key: "pieces", type: .integer),
            ])
        let notes = ModuleDefinition(
            name: "notes", label: "notes", key: nil,
            fields: [FieldDefinition(key: "a", type: .text, label: "Sama"), FieldDefinition(key: "b", type: .text, label: "Sama")])
        return ["customers": customers, "purchases": purchases, "lines": lines, "notes": notes]
    }()

    static let names = ExpressionNames(
        modules: modules,
        segments: [
            "vip": ExpressionNames.Segment(module: "customers", included: ["c1", "c 2"]),
            "lapsed": ExpressionNames.Segment(module: "customers"), "big": ExpressionNames.Segment(module: "purchases"),
        ])

    /// A Sunday.
    static let today = Day(iso: "2026-11-22") ?? Day(number: 0)

    /// Midnight two hours before that of UTC.
    static func dayStart(_ day: Day) -> Instant { Instant(seconds: day.number * 86_400 - 7200) }

    static func check(_ text: String, module: String = "customers") throws(ExpressionError) -> CheckedExpression {
        try CheckedExpression.check(text, module: module, names: names)
    }

    static func sql(_ text: String, module: String = "customers", today: Day = today) throws(ExpressionError) -> SQLFragment {
        try check(text, module: module).sql(alias: "r", today: today, dayStart: dayStart)
    }
}

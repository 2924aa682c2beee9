import Localization
import Model
import Store
import Tabular

/// What is listed of the values that a run changed.
enum EditListing {
    static func of(_ session: Session) -> Listing<JournalEntry> {
        let words = session.words
        return Listing([
            .number("cli.column.position", "task", \.task),
            .text("cli.column.record", "record") { $0.record },
            .both("cli.column.field", "field", text: { fieldName($0, session) }, json: { .string($0.field) }),
            .both("cli.column.old", "old", text: { text($0.old, field($0, session), words) }, json: { json($0.old, field($0, session)) }),
            .both("cli.column.new", "new", text: { text($0.new, field($0, session), words) }, json: { json($0.new, field($0, session)) }),
        ])
    }

    private static func fieldName(_ entry: JournalEntry, _ session: Session) -> String {
        if entry.isRemoval { return Words.text("cli.runs.removed") }
        return field(entry, session)?.label.text(in: session.words.language) ?? entry.field
    }

    private static func field(_ entry: JournalEntry, _ session: Session) -> FieldDefinition? {
        session.catalog.modules[entry.module]?.field(entry.field)
    }

    static func text(_ value: StoredValue, _ field: FieldDefinition?, _ words: Localizer) -> String {
        switch (value, field?.type) {
        case (.null, _): "–"
        case (.integer(let unscaled), .decimal): words.decimal(unscaled: unscaled, scale: field?.scale ?? 0)
        case (.integer(let integer), .boolean): words.boolean(integer != 0)
        case (.integer(let integer), _): words.integer(Int(integer))
        case (.text(let iso), .date): Day(iso: iso).map(words.day) ?? iso
        case (.text(let iso), .instant): Instant(iso: iso).map(words.instant) ?? iso
        case (.text(let text), _): text
        }
    }

    static func json(_ value: StoredValue, _ field: FieldDefinition?) -> JSON {
        switch (value, field?.type) {
        case (.null, _): .null
        case (.integer(let unscaled), .decimal): .decimal(unscaled: unscaled, scale: field?.scale ?? 0)
        case (.integer(let integer), .boolean): .boolean(integer != 0)
        case (.integer(let integer), _): .integer(Int(integer))
        case (.text(let text), _): .string(text)
        }
    }
}

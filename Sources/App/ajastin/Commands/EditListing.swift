import Localization
import Model
import Store
import Tabular

/// What is listed of the values that a run changed.
enum EditListing {
    static func of(_ session: Session) -> Listing<JournalEntry> {
        let values = values(session)
        return Listing([
            .number("cli.column.position", "task", \.task),
            .text("cli.column.record", "record") { $0.record },
            .both("cli.column.field", "field", text: values.field, json: { .string($0.field) }),
            .both("cli.column.old", "old", text: { values.text($0.old, $0) }, json: { values.json($0.old, $0) }),
            .both("cli.column.new", "new", text: { values.text($0.new, $0) }, json: { values.json($0.new, $0) }),
        ])
    }

    static func values(_ session: Session) -> JournalValues { JournalValues(session: session) }

    /// A value of the journal, for people.
    static func text(_ value: StoredValue, _ field: FieldDefinition?, _ words: Localizer) -> String {
        switch (value, field?.type) {
        case (.null, _): "–"
        case (.integer(let unscaled), .decimal): words.decimal(unscaled: unscaled, scale: field?.scale ?? 0)
        case (.integer(let integer), .boolean): words.boolean(integer != 0)
        case (.integer(let integer), _): words.integer(Int(integer))
        case (.text(let iso), .date): Day(iso: iso).map(words.day) ?? iso
        case (.text(let iso), .instant): Instant(iso: iso).map(words.instant) ?? iso
        case (.text(let text), .list): ItemList.shown(text)
        case (.text(let text), _): text
        }
    }

    /// A value of the journal, for programs.
    static func json(_ value: StoredValue, _ field: FieldDefinition?) -> JSON {
        switch (value, field?.type) {
        case (.null, _): .null
        case (.integer(let unscaled), .decimal): .decimal(unscaled: unscaled, scale: field?.scale ?? 0)
        case (.integer(let integer), .boolean): .boolean(integer != 0)
        case (.integer(let integer), _): .integer(Int(integer))
        case (.text(let text), .list): .array(ItemList.items(of: text).map { .string($0) })
        case (.text(let text), _): .string(text)
        }
    }
}

/// Shows the values of the journal's entries as those of their fields.
struct JournalValues {
    let session: Session

    /// The label of the entry's field.
    func field(_ entry: JournalEntry) -> String {
        if entry.isRemoval { return Words.text("cli.runs.removed") }
        return definition(entry)?.label.text(in: session.words.language) ?? entry.field
    }

    /// A value of the entry, for people.
    func text(_ value: StoredValue, _ entry: JournalEntry) -> String {
        // The identity is ours, and says nothing to people.
        entry.isRemoval ? "" : EditListing.text(value, definition(entry), session.words)
    }

    /// A value of the entry, for programs.
    func json(_ value: StoredValue, _ entry: JournalEntry) -> JSON { EditListing.json(value, definition(entry)) }

    private func definition(_ entry: JournalEntry) -> FieldDefinition? {
        session.catalog.modules[entry.module]?.field(entry.field)
    }
}

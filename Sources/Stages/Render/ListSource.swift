package import Model
package import Tabular

/// A list to be rendered, and where its rows come from.
package struct ListSource {
    /// A column that makes groups.
    package struct Group: Hashable, Sendable {
        /// Its place among the columns of the rows.
        package var place: Int
        package var field: FieldDefinition

        package init(place: Int, field: FieldDefinition) {
            self.place = place
            self.field = field
        }
    }

    package var list: CustomerList
    /// The shown columns, computed ones as the fields that they are like.
    package var columns: [FieldDefinition]
    /// What makes groups, the outermost first.
    package var groups: [Group]
    /// Whether the rows start with what became of them and the names of the columns that changed.
    package var tellsChanges: Bool
    package var charts: [ChartNumbers]
    package var facts: ListFacts
    /// The letters that the format `mail-merge` makes of the list; nil where it makes none.
    package var letters: LetterSource?
    /// Lends its argument the rows: what became of them where that is told, the shown columns, and those that are not shown.
    package var withRows: ((BatchCursor) throws -> Void) throws -> Void

    package init(
        list: CustomerList, columns: [FieldDefinition], groups: [Group] = [], tellsChanges: Bool = false, charts: [ChartNumbers] = [],
        facts: ListFacts, letters: LetterSource? = nil, withRows: @escaping ((BatchCursor) throws -> Void) throws -> Void
    ) {
        self.list = list
        self.columns = columns
        self.groups = groups
        self.tellsChanges = tellsChanges
        self.charts = charts
        self.facts = facts
        self.letters = letters
        self.withRows = withRows
    }
}

/// What a list says of where it comes from.
package struct ListFacts: Hashable, Sendable {
    /// A file from which records came.
    package struct SourceFile: Hashable, Sendable {
        package var source: String
        package var file: String
        package var receivedAt: Instant

        package init(source: String, file: String, receivedAt: Instant) {
            self.source = source
            self.file = file
            self.receivedAt = receivedAt
        }
    }

    package var segment: LocalizedText
    /// How many members the segment had after its last refresh; nil: not known.
    package var memberCount: Int?
    /// In the reader's language; nil: every record of the module.
    package var criteria: String?
    package var module: LocalizedText
    /// Nil for a list that no schedule makes.
    package var schedule: LocalizedText?
    package var run: Int64?
    /// The last file of each source of the module.
    package var sources: [SourceFile]

    package init(
        segment: LocalizedText, memberCount: Int? = nil, criteria: String?, module: LocalizedText, schedule: LocalizedText? = nil,
        run: Int64? = nil,
        sources: [SourceFile] = []
    ) {
        self.segment = segment
        self.memberCount = memberCount
        self.criteria = criteria
        self.module = module
        self.schedule = schedule
        self.run = run
        self.sources = sources
    }
}

/// A format in which a customer list is delivered.
package enum ListFormat: String, Hashable, Sendable, CaseIterable {
    case csv, xlsx, pdf
    /// Letters of a Word template, or the data for Word's own mail merge.
    case mailMerge = "mail-merge"

    /// How many columns a list of this format can have; nil: as many as it likes.
    package var columnLimit: Int? {
        switch self {
        // More would have no width that can be read.
        case .pdf: 100
        // Excel's limit: the last column is XFD.
        case .xlsx: 16_384
        case .csv, .mailMerge: nil
        }
    }
}

/// Whether a list is dressed for people or is data alone.
package enum ListLayout: String, Hashable, Sendable, CaseIterable {
    case formatted, unformatted
}

/// How a list lies on paper.
package enum PageOrientation: String, Hashable, Sendable, CaseIterable {
    /// By the width that its columns need.
    case automatic
    case portrait, landscape
}

/// What becomes of a list without rows.
package enum EmptyPolicy: String, Hashable, Sendable, CaseIterable {
    /// It goes out with its headings alone.
    case send
    /// The recipients get a mail that says so, without a bundle.
    case notice
    /// Nobody gets anything.
    case nothing
}

/// Which of a list's rows are shown, by what their recipient last received.
package enum ListChanges: String, Hashable, Sendable, CaseIterable {
    /// All, without a word about changes.
    case none
    /// Those that were added, changed or removed.
    case only
    /// All, and those that were removed, each with what became of it.
    case marked
}

/// Columns, order and layout: what an output template or a task says about how a list looks.
package struct ListDesign: Hashable, Sendable {
    package var columns: [ListColumn]
    /// The foremost first.
    package var sortBy: [SortKey]
    /// The columns or fields whose values make groups, the outermost first; groups come before ``sortBy``.
    package var groupBy: [String]
    /// What is told of each group besides the number of its rows.
    package var subtotals: [ListTotal]
    /// The most rows; nil: all.
    package var limit: Int?
    package var formats: [ListFormat]
    /// What the format `mail-merge` makes.
    package var letters = LetterDesign()
    package var layout: ListLayout
    package var orientation = PageOrientation.automatic
    package var csv: CSVSettings
    /// The name of the files without its ending, with places such as `{{label}}`; nil: the label and the date.
    package var fileName: LocalizedText?
    package var whenEmpty: EmptyPolicy
    package var changes: ListChanges
    package var summary: ListSummary
    /// The segments that its expressions depend on.
    package var uses: [String]

    package init(
        columns: [ListColumn] = [], sortBy: [SortKey] = [], groupBy: [String] = [], subtotals: [ListTotal] = [], limit: Int? = nil,
        formats: [ListFormat] = [], layout: ListLayout = .formatted, csv: CSVSettings = CSVSettings(), fileName: LocalizedText? = nil,
        whenEmpty: EmptyPolicy = .send, changes: ListChanges = .none, summary: ListSummary = ListSummary(), uses: [String] = []
    ) {
        self.columns = columns
        self.sortBy = sortBy
        self.groupBy = groupBy
        self.subtotals = subtotals
        self.limit = limit
        self.formats = formats
        self.layout = layout
        self.csv = csv
        self.fileName = fileName
        self.whenEmpty = whenEmpty
        self.changes = changes
        self.summary = summary
        self.uses = uses
    }
}

/// A segment's members in a design.
package struct CustomerList: Hashable, Sendable {
    package var segment: String
    package var label: LocalizedText
    package var design: ListDesign

    package init(segment: String, label: LocalizedText, design: ListDesign) {
        self.segment = segment
        self.label = label
        self.design = design
    }
}

/// A named, reusable design: `outputs/<name>.yaml`.
package struct OutputTemplate: Hashable, Sendable {
    package var name: String
    package var label: LocalizedText
    /// The module whose fields it names; nil: it says nothing of columns and holds for lists of every module.
    package var module: String?
    package var design: ListDesign

    package init(name: String, label: LocalizedText, module: String?, design: ListDesign) {
        self.name = name
        self.label = label
        self.module = module
        self.design = design
    }
}

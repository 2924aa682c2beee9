package import Tabular

/// What a report says beside its table, in the reader's language: all texts are shown as they are given.
package struct PDFReport: Sendable {
    /// The heading of the first page and the document's title.
    package var title: String
    /// Lines below the title, such as the segment in words.
    package var subtitles: [String]
    /// What stands beside each other below the title: when it was run, for whom, how many rows.
    package var facts: [PDFFact]
    /// Charts between the title and the table.
    package var charts: [PDFChart]
    /// The document's language (BCP 47), such as `fi`.
    package var language: String
    /// Who made it, for the document's properties.
    package var author: String
    /// The program that made it, for the document's properties.
    package var producer: String
    /// When it was made, for the document's properties.
    package var created: Instant
    /// The seconds east of UTC that hold at ``created``.
    package var createdOffset: Int
    /// What stands at the foot of every page on the left; without it, the title.
    package var footer: String?
    /// The texts that the writer itself needs.
    package var words: PDFWords

    /// A report that says this.
    package init(
        title: String, subtitles: [String] = [], facts: [PDFFact] = [], charts: [PDFChart] = [], language: String, author: String = "",
        producer: String = "", created: Instant, createdOffset: Int = 0, footer: String? = nil, words: PDFWords
    ) {
        self.title = title
        self.subtitles = subtitles
        self.facts = facts
        self.charts = charts
        self.language = language
        self.author = author
        self.producer = producer
        self.created = created
        self.createdOffset = createdOffset
        self.footer = footer
        self.words = words
    }
}

/// A fact about the list, with what it is called.
package struct PDFFact: Hashable, Sendable {
    /// What is told.
    package enum Value: Hashable, Sendable {
        case text(String)
        /// The number of rows of the batches, known when all have come.
        case rowCount
    }

    /// What the fact is called.
    package var label: String
    /// The fact.
    package var value: Value

    /// A fact.
    package init(_ label: String, _ value: Value) {
        self.label = label
        self.value = value
    }
}

/// The texts that the writer needs, in the reader's language.
package struct PDFWords: Sendable {
    /// The text of a page's number, such as "Sivu 3 / 12", from the number and that of all pages.
    package var page: @Sendable (Int, Int) -> String
    /// The heading of a group that goes on over a page, such as "Helsinki (jatkuu)", from its title.
    package var continued: @Sendable (String) -> String
    /// What stands in the table when it has no rows.
    package var noRows: String

    /// These texts.
    package init(
        page: @escaping @Sendable (Int, Int) -> String, continued: @escaping @Sendable (String) -> String, noRows: String
    ) {
        self.page = page
        self.continued = continued
        self.noRows = noRows
    }
}

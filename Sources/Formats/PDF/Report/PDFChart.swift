/// A chart of a few values, drawn in lines and shades that are told apart in black and white.
package struct PDFChart: Hashable, Sendable {
    /// How values are drawn.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A bar for each value, one below the other, from zero.
        case bars
        /// A line through the values in their order, as over time.
        case lines
        /// The parts of a whole: one bar divided by the values.
        case shares
    }

    /// A value with its label and the text that stands for it.
    package struct Point: Hashable, Sendable {
        /// What the value belongs to.
        package var label: String
        /// The value; what is no number counts as 0.
        package var value: Double
        /// The value as the reader's language writes it.
        package var shown: String

        /// A value of `label`.
        package init(_ label: String, _ value: Double, shown: String) {
            self.label = label
            self.value = value
            self.shown = shown
        }
    }

    /// What the chart shows.
    package var title: String
    /// How the values are drawn.
    package var kind: Kind
    /// The values in the order in which they are drawn; a chart without any is left out.
    package var points: [Point]

    /// A chart of `points`.
    package init(title: String, kind: Kind, points: [Point]) {
        self.title = title
        self.kind = kind
        self.points = points
    }

    /// The chart in words, for who cannot see it.
    var description: String {
        title + ": " + points.map { "\($0.label) \($0.shown)" }.joined(separator: "; ")
    }
}

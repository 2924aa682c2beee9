import Model

/// What stands between two rows of a list: the sums of groups that end there, and the names of those that start.
struct RowBreak {
    struct Heading {
        /// 1 for the outermost.
        let level: Int
        let text: String
    }

    /// How many rows of the batch come before it.
    let after: Int
    /// The innermost first.
    let summaries: [Summary]
    /// The outermost first.
    let headings: [Heading]
}

/// What stands after the last row of a list.
struct RowEnd {
    var summaries: [Summary]
    /// Nil: there are none.
    var totals: Summary?
}

/// Numbers over the rows of a group, or of the whole list.
struct Summary {
    /// What a function makes of a column: `value` divided by ten to the power of `scale`.
    struct Number {
        let function: ListTotal.Function
        let value: Int128
        let scale: Int
    }

    /// The level of the group, 1 for the outermost; 0 for the whole list.
    let level: Int
    let label: String
    /// The column in which the label stands; nil where no column is free.
    let place: Int?
    /// By their columns.
    let numbers: [Int: Number]
}

/// What a list says of all of its rows, or of those of a group.
package struct ListSummary: Hashable, Sendable {
    /// The columns of the totals row; empty: there is none.
    package var totals: [ListTotal]
    /// The charts of the sheet that sums the list up.
    package var charts: [ListChart]

    package init(totals: [ListTotal] = [], charts: [ListChart] = []) {
        self.totals = totals
        self.charts = charts
    }
}

/// One number over a column's values; rows without a value do not count.
package struct ListTotal: Hashable, Sendable {
    package enum Function: String, Hashable, Sendable, CaseIterable {
        case sum, average, count
        case minimum = "min"
        case maximum = "max"
    }

    /// A column of the list.
    package var column: String
    package var function: Function

    package init(column: String, function: Function = .sum) {
        self.column = column
        self.function = function
    }
}

/// Numbers over a list's rows, group by group, drawn.
package struct ListChart: Hashable, Sendable {
    /// How the numbers are drawn.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case bars, lines, shares
    }

    /// What is counted for each group.
    package enum Measure: Hashable, Sendable {
        case count
        /// The sum of a numeric column or field.
        case sum(String)
    }

    /// What makes a group.
    package enum Grouping: Hashable, Sendable {
        /// The values of a column or field; the largest groups are shown and the rest is one.
        case values(String)
        /// The periods in which a date falls, each one between the first and the last.
        case periods(String, Period)

        /// The column or field.
        package var key: String {
            switch self {
            case .values(let key), .periods(let key, _): key
            }
        }
    }

    /// The length of a period.
    package enum Period: String, Hashable, Sendable, CaseIterable {
        case day, week, month, quarter, year
    }

    /// Nil: made of what is counted and what makes the groups.
    package var label: LocalizedText?
    package var kind: Kind
    package var measure: Measure
    package var grouping: Grouping
    /// How many groups by value are shown by themselves.
    package var limit: Int

    package static let standardLimit = 10

    package init(label: LocalizedText? = nil, kind: Kind, measure: Measure, grouping: Grouping, limit: Int = Self.standardLimit) {
        self.label = label
        self.kind = kind
        self.measure = measure
        self.grouping = grouping
        self.limit = limit
    }
}

package import Tabular

/// The numbers that a chart of a list is drawn from.
package struct ChartNumbers: Hashable, Sendable {
    /// What a number is about.
    package enum Name: Hashable, Sendable {
        case value(FieldValue)
        /// The period that starts on a day.
        case period(Day, ListChart.Period)
        /// Rows without a value.
        case none
        /// All groups that are not shown by themselves.
        case others
    }

    package struct Point: Hashable, Sendable {
        package var name: Name
        /// As it is stored: a count, or a sum scaled as its field.
        package var number: Int64

        package init(name: Name, number: Int64) {
            self.name = name
            self.number = number
        }
    }

    package let chart: ListChart
    /// What is summed; nil: rows are counted.
    package let measure: FieldDefinition?
    /// What makes the groups.
    package let grouping: FieldDefinition
    /// In the order in which they are drawn.
    package let points: [Point]

    package init(chart: ListChart, measure: FieldDefinition?, grouping: FieldDefinition, points: [Point]) {
        self.chart = chart
        self.measure = measure
        self.grouping = grouping
        self.points = points
    }
}

/// The name of a list's files, with places such as `{{label}}` that each file fills.
package struct FileNamePattern: Hashable, Sendable {
    /// What a place stands for.
    package enum Place: String, Hashable, Sendable, CaseIterable {
        case label, date, time, segment, schedule
    }

    private let template: TextTemplate

    package init(_ pattern: String) {
        template = TextTemplate(pattern)
    }

    /// The names within double braces, in their order.
    package var places: [String] { template.fields }
    /// Whether each `{{` has its `}}`.
    package var isClosed: Bool { template.isClosed }

    /// The name with these values in its places, fit for every file system.
    package func name(_ values: [Place: String]) -> String {
        FileName.safe(template.filled(with: places.map { Place(rawValue: $0).flatMap { values[$0] } ?? "" }))
    }
}

package import Model
package import Tabular

/// What `ajastin timing next FILE` is asked: a timing or several, read from a YAML or JSON text that stands alone.
package struct TimingRequests: Sendable {
    /// One timing and what is wanted of it.
    package struct Request: Hashable, Sendable {
        package var timing: Timing
        /// The moment after which instants are wanted; nil: the one that the command names.
        package var after: Instant?
        /// How many instants are wanted; nil: as many as the command names.
        package var count: Int?
    }

    /// To be used only where ``hasErrors`` is false.
    package private(set) var requests: [Request] = []
    /// Whether the text is a list, and so is the answer.
    package private(set) var isList = false
    /// Sorted by their places.
    package private(set) var diagnostics: [Diagnostic] = []

    /// Whether the text does not say what is asked.
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// Reads a timing, a list of timings, `{timing, after, count}` or a list of these.
    package init(_ text: String, file: String, context: DefinitionContext) {
        let (root, _, found) = DocumentReader.read(text, file: file)
        var problems = found
        if let root, !root.isNull {
            if case .list = root.content { isList = true }
            for item in root.items {
                if let request = TimingRequests.request(item, context, &problems) { requests.append(request) }
            }
        } else if !problems.hasErrors {
            problems.error(Message(.timingEmpty), at: SourceLocation(file: file))
        }
        diagnostics = problems.sorted
    }

    private static func request(_ node: DocumentNode, _ context: DefinitionContext, _ problems: inout Problems) -> Request? {
        var check = ShapeCheck()
        let isRequest = node["timing"] != nil
        let fitting = check.check(node, .object(isRequest ? TimingShape.request : TimingShape.object), key: "timing")
        problems.add(check.problems)
        guard let fitting, let timingNode = isRequest ? fitting["timing"] : fitting,
            let timing = TimingReader.read(timingNode, mayNeverOccur: true, context, &problems)
        else { return nil }
        guard isRequest else { return Request(timing: timing) }
        return Request(timing: timing, after: fitting["after"]?.text.flatMap { Instant(iso: $0) }, count: fitting["count"]?.integer)
    }
}

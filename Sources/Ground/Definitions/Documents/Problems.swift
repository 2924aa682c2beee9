import Model

/// What has been found wrong so far.
struct Problems {
    private(set) var diagnostics: [Diagnostic] = []

    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// Each once, by their places.
    var sorted: [Diagnostic] {
        Set(diagnostics).sorted { left, right in
            let start = SourceLocation(file: "")
            return (left.location ?? start, left.message.key.rawValue) < (right.location ?? start, right.message.key.rawValue)
        }
    }

    mutating func error(_ message: Message, at location: SourceLocation) {
        diagnostics.append(Diagnostic(.error, message, at: location))
    }

    mutating func warning(_ message: Message, at location: SourceLocation) {
        diagnostics.append(Diagnostic(.warning, message, at: location))
    }

    mutating func add(_ others: Problems) {
        diagnostics += others.diagnostics
    }

    /// An unknown name of `kind`, with the nearest known one, or else all of them.
    mutating func unknown(_ kind: MessageKey, _ name: String, known: some Collection<String>, at location: SourceLocation) {
        var arguments: [String: MessageArgument] = ["kind": .message(Message(kind)), "name": .text(name)]
        if let suggestion = NearestName.of(name, in: known) {
            arguments["suggestion"] = .text(suggestion)
            error(Message(.unknownNear, arguments), at: location)
        } else if known.isEmpty || known.count > 20 {
            error(Message(.unknownAlone, arguments), at: location)
        } else {
            arguments["known"] = .list(known.map { .text($0) })
            error(Message(.unknownAmong, arguments), at: location)
        }
    }
}

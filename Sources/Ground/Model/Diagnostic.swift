/// A place in a text that a person wrote: a definition file, or an expression given on the command line.
package struct SourceLocation: Hashable, Sendable, Comparable {
    /// The file, relative to the workspace.
    package var file: String
    /// From 1.
    package var line: Int
    /// In Unicode scalars, from 1.
    package var column: Int

    package init(file: String, line: Int = 1, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }

    package static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

/// Something to tell about what a person wrote or sent, while the work goes on so that all of it is told at once.
package struct Diagnostic: Hashable, Sendable {
    /// How grave it is: an error keeps definitions from being loaded, a warning does not.
    package enum Severity: String, Hashable, Sendable, Comparable {
        case warning, error

        package static func < (left: Severity, right: Severity) -> Bool { left == .warning && right == .error }
    }

    package var severity: Severity
    package var message: Message
    package var location: SourceLocation?

    package init(_ severity: Severity, _ message: Message, at location: SourceLocation? = nil) {
        self.severity = severity
        self.message = message
        self.location = location
    }
}

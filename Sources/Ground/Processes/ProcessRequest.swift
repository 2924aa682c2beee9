/// A program to be run, what it may see and how much it may use.
package struct ProcessRequest: Sendable {
    /// An absolute path.
    package var program: String
    package var arguments: [String]
    /// All of its environment.
    package var environment: [String: String]
    /// Its working folder.
    package var folder: String
    /// From its start to its end; processor time is limited to as much.
    package var timeLimit: Duration
    /// For each of its processes, in bytes of address space.
    package var memoryLimit: Int
    /// For each file that it writes, in bytes.
    package var fileLimit: Int

    package init(
        program: String, arguments: [String] = [], environment: [String: String], folder: String, timeLimit: Duration, memoryLimit: Int,
        fileLimit: Int = 1 << 30
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
        self.timeLimit = timeLimit
        self.memoryLimit = memoryLimit
        self.fileLimit = fileLimit
    }
}

/// How a program ended.
package struct ProcessOutcome: Sendable {
    package enum End: Hashable, Sendable {
        case exited(Int)
        case signalled(Int)
        /// It was killed when its time was up.
        case outOfTime
    }

    package var end: End
    /// The last bytes of its error output.
    package var errors: [UInt8]

    /// How much of the error output is kept, in bytes.
    package static let errorLimit = 4096
}

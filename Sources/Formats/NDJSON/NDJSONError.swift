/// Why lines of JSON cannot be read on.
public struct NDJSONError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Code: Hashable, Sendable {
        /// A line is longer than the reader's limit.
        case recordTooLong(limit: Int)
    }

    public let code: Code
    /// The line, from 1.
    public let line: Int
}

/// Why lines of JSON cannot be read on.
public struct NDJSONError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Code: Hashable, Sendable {
        /// A line is longer than the reader's limit.
        case recordTooLong(limit: Int)
    }

    /// What kind of failure it is.
    public let code: Code
    /// The line, from 1.
    public let line: Int
}

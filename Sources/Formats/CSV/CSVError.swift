/// Why a file of delimited records cannot be read on.
public struct CSVError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Code: Hashable, Sendable {
        /// A record is longer than the reader's limit.
        case recordTooLong(limit: Int)
    }

    /// What kind of failure it is.
    public let code: Code
    /// The physical line on which the record starts, from 1.
    public let line: Int
}

/// Why a file of delimited records cannot be read on.
package struct CSVError: Error, Hashable, Sendable {
    /// What is wrong.
    package enum Code: Hashable, Sendable {
        /// A record is longer than the reader's limit.
        case recordTooLong(limit: Int)
    }

    package let code: Code
    /// The physical line on which the record starts, from 1.
    package let line: Int
}

/// Why lines of JSON cannot be read on.
package struct NDJSONError: Error, Hashable, Sendable {
    /// What is wrong.
    package enum Code: Hashable, Sendable {
        /// A line is longer than the reader's limit.
        case recordTooLong(limit: Int)
    }

    package let code: Code
    /// The line, from 1.
    package let line: Int
}

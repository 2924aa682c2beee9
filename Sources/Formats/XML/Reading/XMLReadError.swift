/// Why a document that came from outside could not be read.
package struct XMLReadError: Error, Hashable, Sendable {
    /// The kinds of failure that callers tell apart.
    package enum Code: Hashable, Sendable {
        /// It is not well formed, is cut short, or nests or names more than libxml2 takes.
        case malformed
        /// It declares a document type, which could define entities and is never needed.
        case documentType
        /// There is no memory for the parser.
        case memory
    }

    /// What kind of failure it is.
    package let code: Code
    /// Where it was noticed, from 1.
    package let line: Int
    /// The words of libxml2, in English.
    package let reason: String
}

/// Why a piece of XML could not be written.
package struct XMLError: Error, Hashable, Sendable {
    /// What was being written, as libxml2 calls it.
    package let operation: String
}

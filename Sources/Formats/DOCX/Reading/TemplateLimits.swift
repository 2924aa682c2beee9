/// How large a template may be.
package struct TemplateLimits: Hashable, Sendable {
    /// The most bytes that one part may inflate to.
    package var partByteCount: Int
    /// The most bytes that all parts together may inflate to.
    package var totalByteCount: Int
    /// The most parts.
    package var partCount: Int
    /// The most elements of a part that is merged.
    package var elementCount: Int

    /// Room for any letter that people write.
    package init(
        partByteCount: Int = 32 << 20, totalByteCount: Int = 128 << 20, partCount: Int = 2000, elementCount: Int = 500_000
    ) {
        self.partByteCount = partByteCount
        self.totalByteCount = totalByteCount
        self.partCount = partCount
        self.elementCount = elementCount
    }
}

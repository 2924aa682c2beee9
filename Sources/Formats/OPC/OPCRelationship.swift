/// A link from a package or from one of its parts to a part or to an address outside (ECMA-376 part 2, section 9.3).
package struct OPCRelationship: Hashable, Sendable {
    /// Its name in the part that has it, such as `rId1`.
    package var id: String
    /// Its meaning, a URI.
    package var type: String
    /// Where it leads, relative to the part that has it, or an address.
    package var target: String
    /// Whether ``target`` lies outside the package.
    package var isExternal = false

    package init(id: String, type: String, target: String, isExternal: Bool = false) {
        self.id = id
        self.type = type
        self.target = target
        self.isExternal = isExternal
    }
}

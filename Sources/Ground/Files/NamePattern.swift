/// A pattern of file names: `*` stands for any characters, `?` for one, as in fnmatch(3).
///
/// The C function is not used, since it takes bytes for characters where nobody has set a locale. Names that differ only in how Unicode
/// composes their letters are equal, as they come from macOS and from elsewhere.
package struct NamePattern: Hashable, Sendable {
    private let pattern: [Character]

    package init(_ pattern: String) { self.pattern = Array(pattern) }

    /// Whether the whole of `name` fits.
    package func matches(_ name: String) -> Bool {
        let name = Array(name)
        var (position, next) = (0, 0)
        // Where to go on when the characters after the last star do not fit: one character later.
        var star: (pattern: Int, name: Int)?
        while position < name.count {
            if next < pattern.count, pattern[next] == "*" {
                star = (next + 1, position)
                next += 1
            } else if next < pattern.count, pattern[next] == "?" || pattern[next] == name[position] {
                next += 1
                position += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                (next, position) = (last.pattern, last.name + 1)
            } else {
                return false
            }
        }
        return pattern[next...].allSatisfy { $0 == "*" }
    }
}

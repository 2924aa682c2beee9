/// Finds the known name that somebody most likely meant.
package enum NearestName {
    /// The name nearest to `name`, if it is near enough to be meant; of equally near ones the first.
    package static func of(_ name: String, in known: some Collection<String>) -> String? {
        let wanted = simplified(name)
        // Nobody misspells a name of this length; comparing it would only take time.
        guard wanted.count <= 100 else { return nil }
        let limit = max(1, wanted.count / 3)
        return known.map { (name: $0, distance: distance(wanted, simplified($0))) }
            .filter { $0.distance <= limit && $0.distance < max(wanted.count, 1) }
            .min { $0.distance < $1.distance }?
            .name
    }

    /// Case, hyphens, underscores and blanks are what people mix up first.
    private static func simplified(_ name: String) -> [Character] {
        name.lowercased().filter { !"-_ .".contains($0) }
    }

    /// The number of characters to add, remove, change or swap with their neighbour (optimal string alignment).
    package static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(last[column] + (character == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}

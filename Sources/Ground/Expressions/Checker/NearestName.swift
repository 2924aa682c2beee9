/// Finds what a misspelt name was meant to be.
enum NearestName {
    /// The name of `candidates` that is nearest to `name`, or nil where none is near enough to be meant; of equals the first.
    static func find(_ name: String, among candidates: some Sequence<String>) -> String? {
        let folded = Array(TextFolding.fold(name).unicodeScalars)
        // Nobody misspells a name of this length; comparing it would only take time.
        guard folded.count <= 100 else { return nil }
        let limit = max(1, folded.count / 3)
        return candidates.lazy
            .map { (name: $0, distance: distance(folded, Array(TextFolding.fold($0).unicodeScalars))) }
            .filter { $0.distance <= limit }
            .min { $0.distance < $1.distance }?.name
    }

    /// The number of insertions, deletions, replacements and swaps of neighbours between two names.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
                var best = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}

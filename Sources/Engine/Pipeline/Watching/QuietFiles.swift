import Files

/// Remembers since when files have not changed.
struct QuietFiles {
    private struct Sighting {
        var size: Int
        var modified: Int64
        var node: UInt64
        var since: ContinuousClock.Instant
    }

    private var sightings: [String: Sighting] = [:]

    /// Notes how `file` is at the moment `now`, and tells whether it has not changed for `limit`.
    ///
    /// - Parameter age: for how long a file that is seen for the first time cannot have changed.
    mutating func isSettled(_ file: WaitingFile, for limit: Duration, at now: ContinuousClock.Instant, age: Duration) -> Bool {
        let known = sightings[file.name]
        if let known, known.size == file.size, known.modified == file.modified, known.node == file.node {
            return now - known.since >= limit
        }
        let since = known == nil ? now - max(.zero, age) : now
        sightings[file.name] = Sighting(size: file.size, modified: file.modified, node: file.node, since: since)
        return now - since >= limit
    }

    /// Forgets all files but those with these names.
    mutating func keep(_ names: Set<String>) { sightings = sightings.filter { names.contains($0.key) } }

    /// Forgets a file that was handed on.
    mutating func forget(_ name: String) { sightings[name] = nil }

    /// The names of the files that will not have changed for `limit` at `now`, unless they do.
    func due(at now: ContinuousClock.Instant, limit: Duration) -> [String] {
        sightings.filter { now - $0.value.since >= limit }.map(\.key)
    }

    /// When the next file will not have changed for `limit`.
    func next(_ limit: Duration) -> ContinuousClock.Instant? { sightings.values.map(\.since).min().map { $0 + limit } }
}

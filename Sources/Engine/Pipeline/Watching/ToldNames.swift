/// The names that events have told and nobody has looked at yet, relative to the watched folder.
struct ToldNames {
    /// Those of files that were closed or moved in.
    private(set) var finished: Set<String> = []
    /// Those that nobody has closed since they came.
    private(set) var appeared: Set<String> = []
    private var appearanceDue: ContinuousClock.Instant?

    /// When to look at them.
    var due: ContinuousClock.Instant? { finished.isEmpty ? appearanceDue : .now }

    /// Notes a file that was closed or moved in.
    mutating func finish(_ name: String) {
        finished.insert(name)
        appeared.remove(name)
        if appeared.isEmpty { appearanceDue = nil }
    }

    /// Notes a name that was made, to be looked at after `pause`.
    mutating func appear(_ name: String, pause: Duration) {
        guard !finished.contains(name) else { return }
        appeared.insert(name)
        appearanceDue = appearanceDue ?? .now + pause
    }

    /// Gives the names of what was closed, and those of what is there for long enough, and forgets them.
    mutating func take() -> (finished: Set<String>, appeared: Set<String>) {
        let isDue = appearanceDue.map { $0 <= .now } ?? false
        defer {
            finished = []
            if isDue { (appeared, appearanceDue) = ([], nil) }
        }
        return (finished, isDue ? appeared : [])
    }

    /// Forgets everything, since everything is looked at.
    mutating func clear() { self = ToldNames() }
}

/// A file that the runs of a schedule wait for: `wait-for:`.
package struct FileWait: Hashable, Sendable {
    /// What becomes of a run whose file has not come in time.
    package enum Otherwise: String, Hashable, Sendable, CaseIterable {
        /// It runs without the file, and its mails say so.
        case run
        /// It waits until a person has acted.
        case hold
    }

    /// The source whose drop is awaited.
    package var source: String
    /// A drop counts that came at most this many hours before the run was due.
    package var withinHours: Int
    /// The run waits until the clock next shows this, counted from when it was due.
    package var by: LocalTime
    package var otherwise: Otherwise

    package init(source: String, withinHours: Int = 24, by: LocalTime, otherwise: Otherwise) {
        self.source = source
        self.withinHours = withinHours
        self.by = by
        self.otherwise = otherwise
    }
}

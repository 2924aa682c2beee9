import ArgumentParser
import Model
import Tabular

/// A moment on the command line: RFC 3339 with an offset, such as `2026-11-26T11:00:00+02:00`.
struct InstantArgument: ExpressibleByArgument {
    let instant: Instant

    init?(argument: String) {
        guard let instant = Instant(iso: argument) else { return nil }
        self.instant = instant
    }
}

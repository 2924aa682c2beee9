package import Tabular

/// A worker's right to carry a run on until a moment; whoever finds it past may take the run over.
package struct Lease: Hashable, Sendable {
    package var run: Int64
    /// Names the worker; never used again by another.
    package var owner: String
    package var until: Instant

    package init(run: Int64, owner: String, until: Instant) {
        self.run = run
        self.owner = owner
        self.until = until
    }
}

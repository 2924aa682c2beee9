import Logging
import Model
import Pipeline
import Store

extension Session {
    /// What the pipeline is handed, with `catalog` or the definitions of this session.
    func environment(_ current: Catalog? = nil) throws -> PipelineEnvironment {
        try folders.create()
        return PipelineEnvironment(
            store: store, catalog: current ?? catalog, folders: folders, clock: clock, leaseClock: SystemClock(),
            logger: logger,
            calendar: { try Zones.calendar($0) })
    }
}

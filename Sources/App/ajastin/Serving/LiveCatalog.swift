import Logging
import Model
import Store
import Synchronization

/// The definitions that the store runs, read again when they have changed.
final class LiveCatalog: Sendable {
    private let store: WorkspaceStore
    private let logger: Logger
    private let state: Mutex<(seen: Int64, catalog: Catalog)>

    init(_ session: Session) throws {
        store = session.store
        logger = session.logger
        state = Mutex((session.catalog.version, session.catalog))
    }

    /// The definitions as they are now.
    ///
    /// Definitions that this version of the program does not understand are told in the log, and the last good ones stay.
    func current() throws -> Catalog {
        let version = try store.read { try $0.definitions.version() }
        return state.withLock { state in
            guard state.seen != version else { return state.catalog }
            state.seen = version
            do {
                state.catalog = try Session.catalog(of: store)
                logger.notice("new definitions loaded")
            } catch {
                logger.error("new definitions cannot be read; going on with the old ones")
            }
            return state.catalog
        }
    }
}

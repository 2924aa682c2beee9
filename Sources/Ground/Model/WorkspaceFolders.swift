/// The places of a workspace (product.md section 2), as absolute paths.
package struct WorkspaceFolders: Hashable, Sendable {
    package let root: String

    package init(root: String) {
        self.root = root
    }

    package var state: String { root + "/var" }
    package var database: String { state + "/ajastin.sqlite" }
    package var archive: String { state + "/archive" }
    package var rejected: String { state + "/rejected" }
    /// Files that wait for a person's word.
    package var held: String { state + "/held" }
    package var artifacts: String { state + "/artifacts" }
    package var spool: String { state + "/spool" }
    /// The definitions and programs of the workspace's own module tools.
    package var tools: String { root + "/tools" }
    /// Word templates, and pictures for reports.
    package var templates: String { root + "/templates" }
    package var keys: String { state + "/keys" }
    /// A calendar for each responsible person.
    package var calendars: String { state + "/calendars" }
    /// Files that nothing refers to yet; whatever a stopped process left here may be removed.
    package var temporary: String { state + "/tmp" }
    /// A locked file for each process that carries runs on.
    package var workers: String { state + "/workers" }

    /// What the processes that watch the folders tell of how they do it.
    package var watchers: String { state + "/watchers" }

    /// The watched folder of a source.
    package func drop(_ folder: String) -> String { root + "/drop/" + folder }
}

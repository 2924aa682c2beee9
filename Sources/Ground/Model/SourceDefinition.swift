/// How a watched folder's files become records: `sources/<name>.yaml`.
package struct SourceDefinition: Hashable, Sendable {
    /// What a file says about the records that are there already.
    package enum Mode: String, Hashable, Sendable, CaseIterable {
        /// Rows add records or change those with their key.
        case upsert
        /// The file is the whole truth: records that it lacks are removed.
        case replace
        /// Rows only add records.
        case append
    }

    /// How many rejected rows are borne before the whole drop fails.
    package enum RejectLimit: Hashable, Sendable {
        case rows(Int)
        /// In hundredths of a percent: 1 % is 100.
        case basisPoints(Int)
    }

    package var name: String
    package var label: LocalizedText
    /// The folder below `drop/`.
    package var folder: String
    package var module: String
    package var mode: Mode
    /// Header to field key, for headers that are neither a field's key nor its label.
    package var columns: [String: String]
    /// Nil: any number of rejected rows is borne.
    package var rejectLimit: RejectLimit?
    /// Schedules to run once a drop has been applied.
    package var onDone: [String]
    /// The language of reasons in the file of rejected rows.
    package var language: Language?

    package init(
        name: String, label: LocalizedText, folder: String, module: String, mode: Mode = .upsert, columns: [String: String] = [:],
        rejectLimit: RejectLimit? = nil, onDone: [String] = [], language: Language? = nil
    ) {
        self.name = name
        self.label = label
        self.folder = folder
        self.module = module
        self.mode = mode
        self.columns = columns
        self.rejectLimit = rejectLimit
        self.onDone = onDone
        self.language = language
    }
}

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

    /// When a file that lies in the folder may be taken in.
    package enum Readiness: Hashable, Sendable {
        /// Once whoever wrote it has closed it, or it was moved in.
        case close
        /// Once its size and time have not changed for so many seconds; for writers that open their file again and again.
        case quiet(seconds: Int)
        /// Once a file of its name and `.done` lies beside it.
        case doneFile
    }

    /// Which of the rows with the same key in one file is taken.
    package enum Duplicates: String, Hashable, Sendable, CaseIterable {
        /// The later ones are rejected.
        case first
        /// Each row changes what the one before it said.
        case last
        /// All of them are rejected.
        case reject
    }

    /// What becomes of rows whose parent record is not there.
    package enum Orphans: String, Hashable, Sendable, CaseIterable {
        case keep, reject
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
    /// How the files are written, as far as it is said.
    package var reading = FileReading()
    package var ready = Readiness.close
    /// Names of files that are passed over, with `*` and `?` as in a shell, beside those that always are.
    package var ignored: [String] = []
    package var duplicates = Duplicates.first
    package var orphans = Orphans.keep
    /// A drop that adds, changes or removes a larger share of the records than this above what is usual is held; in hundredths of a percent.
    package var volumeGuard: Int?
    /// The e-mail address of the person who is told of rejected rows and of drops that are held or refused.
    package var owner: String?
    /// How many days files stay in the archive; nil for ever.
    package var archiveDays: Int?
    /// How many days rejected rows and refused files are kept; nil for ever.
    package var rejectedDays: Int?

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

import Files
package import Tabular

/// The delivery spool: `tmp/` for what is being built, `new/` for what waits, `sent/` and `failed/` for what is over.
///
/// An entry is prepared before the ledger records it and published afterwards; both may be done again, by any process.
package struct Spool: Sendable {
    /// Where an entry lies.
    package enum Place: String, Hashable, Sendable, CaseIterable {
        case new, sent, failed
    }

    /// What ``publish(_:)`` did.
    package enum Publication: Hashable, Sendable {
        case published
        /// It lies in `new/` or has been through it already.
        case alreadyThere
        /// There is no trace of it: whoever reads the spool has taken it away.
        case alreadyTaken
    }

    private let root: String

    /// The spool in the folder at `path`, whose parts are made where they are missing.
    package init(_ path: String) throws {
        root = path
        try DeliveryError.wrapping {
            for part in ["tmp"] + Place.allCases.map(\.rawValue) { try Folder.create("\(path)/\(part)", mode: 0o750) }
        }
    }

    /// Builds the entry in `tmp/`, whole and synced, in place of any that was prepared under this id before.
    ///
    /// - Returns: what `delivery.json` says; of an entry that was published already, what it says there.
    /// - Throws: ``DeliveryError``; then nothing is left in the spool.
    @discardableResult
    package func prepare(_ entry: DeliveryEntry) throws -> DeliveryManifest {
        try check(entry.id)
        if let bundle = entry.bundle { try BundleName.check(bundle.name) }
        return try DeliveryError.wrapping {
            if let path = try path(of: entry.id), let json = try InputFile.contents(of: path + "/delivery.json") {
                do { return try DeliveryManifest(json: json) } catch { throw DeliveryError.record(path) }
            }
            let building = scratch(entry.id)
            try Folder.create(building, mode: 0o750)
            do {
                let record = try build(entry, in: building)
                try removePrepared(entry.id)
                // There again: another process prepares the same delivery at this moment. One of the two gives way and is run again.
                if try Folder.publish(building, to: prepared(entry.id)) == .alreadyThere {
                    throw FilesError.alreadyExists(prepared(entry.id))
                }
                return record
            } catch {
                // What is left is removed at the next start; the first error is the one to tell.
                try? Folder.remove(building)
                throw error
            }
        }
    }

    /// Moves the prepared entry aside before it is taken apart, so that no other process can publish a part of it.
    private func removePrepared(_ id: String) throws {
        let aside = scratch(id)
        do { try Folder.move(prepared(id), to: aside) } catch  where error.code == .notFound { return }
        try Folder.remove(aside)
    }

    private func build(_ entry: DeliveryEntry, in folder: String) throws -> DeliveryManifest {
        var message = try HashedFile(creating: folder + "/message.eml")
        let bundleFile = try MailWriter.write(entry, to: &message)
        let files = [try message.close(name: "message.eml"), bundleFile].compactMap(\.self)
        if let bundle = entry.bundle { try AtomicFile.linkOrCopy(bundle.path, to: folder + "/" + bundle.name) }
        let record = DeliveryManifest(entry, files: files)
        try AtomicFile.write(try record.json(), to: folder + "/delivery.json", mode: 0o640)
        return record
    }

    /// Moves a prepared entry into `new/`, to be done once the ledger says that it is to be delivered.
    @discardableResult
    package func publish(_ id: String) throws -> Publication {
        try check(id)
        return try DeliveryError.wrapping {
            if try path(of: id) != nil { return .alreadyThere }
            do {
                return try Folder.publish(prepared(id), to: "\(root)/new/\(id)") == .published ? .published : .alreadyThere
            } catch let error as FilesError where error.code == .notFound && !Folder.isFolder(prepared(id)) {
                return .alreadyTaken
            }
        }
    }

    /// Removes what crashed runs left in `tmp/`.
    ///
    /// - Parameters:
    ///   - ids: the entries that the ledger has and that are still to be published.
    ///   - instant: what was touched later stays, since another process may be building it.
    package func discardUnrecorded(keeping ids: Set<String>, before instant: Instant) throws {
        try DeliveryError.wrapping {
            for name in try Folder.names(in: "\(root)/tmp") where !ids.contains(name) {
                let path = "\(root)/tmp/\(name)"
                guard let modified = try Folder.modified(path), modified / 1000 < instant.microseconds else { continue }
                try Folder.remove(path)
            }
        }
    }

    /// The folder of the entry in `new/`, `sent/` or `failed/`, or nil.
    package func path(of id: String) throws -> String? {
        try place(of: id).map { "\(root)/\($0.rawValue)/\(id)" }
    }

    /// Where the entry lies, or nil when it is not published or gone.
    package func place(of id: String) throws -> Place? {
        try check(id)
        return Place.allCases.first { Folder.isFolder("\(root)/\($0.rawValue)/\(id)") }
    }

    /// A name in `tmp/` that nobody uses and that is no entry's.
    private func scratch(_ id: String) -> String { "\(root)/tmp/\(id).\(UInt64.random(in: .min ... .max))" }

    private func prepared(_ id: String) -> String { "\(root)/tmp/\(id)" }

    private func check(_ id: String) throws(DeliveryError) {
        let isPlain = id.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "-")
        }
        if !isPlain || !(1...64).contains(id.utf8.count) { throw DeliveryError.id(id) }
    }
}

import Archive
package import Model
package import Tabular

/// A file to be packed.
package struct BundleFile: Hashable, Sendable {
    /// The name that the recipient sees.
    package var name: String
    package var path: String
    /// Whether its content is compressed already, so that it is only stored.
    package var isCompressed: Bool

    package init(name: String, path: String, isCompressed: Bool) {
        self.name = name
        self.path = path
        self.isCompressed = isCompressed
    }
}

/// Packs rendered files into a `.zip` (product.md section 6): AES-256 (WinZip AE-2) where there is a password, names in UTF-8.
package enum BundleBuilder {
    /// The name of a bundle: `<label>-<date>.zip`, fit for every file system.
    package static func name(label: String, date: Day) -> String { FileName.safe(label) + "-" + date.iso + ".zip" }

    /// Writes the archive to `path`, which must not exist.
    ///
    /// - Parameters:
    ///   - calendar: in which the entries' time, `created`, is written.
    /// - Throws: ``PackagingError``; nothing is left at `path` then.
    package static func build(
        _ files: [BundleFile], to path: String, password: Secret?, created: Instant, calendar: LocalCalendar
    ) throws(PackagingError) {
        do {
            var writer = try ZipWriter(path: path)
            let time = entryTime(created, calendar)
            for file in files {
                try writer.add(
                    file.name, .file(file.path), compression: file.isCompressed ? .stored : .deflated, time: time,
                    password: password.map { Array($0.exposed.utf8) })
            }
            try writer.close()
        } catch {
            throw PackagingError(Message(.packagingBundle, ["file": .text(path), "detail": .text(error.reason)]))
        }
    }

    private static func entryTime(_ instant: Instant, _ calendar: LocalCalendar) -> EntryTime {
        let local = Instant(seconds: instant.seconds + calendar.offset(at: instant))
        let day = calendar.day(at: instant)
        let second = local.seconds - day.number * 86_400
        let (year, month, dayOfMonth) = day.parts
        return EntryTime(year: year, month: month, day: dayOfMonth, hour: second / 3600, minute: second / 60 % 60, second: second % 60)
    }
}

extension MessageKey {
    static let packagingBundle: MessageKey = "packaging.bundle"
}

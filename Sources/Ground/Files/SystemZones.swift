/// The time zone files of the operating system.
package enum SystemZones {
    /// The content of the TZif file (RFC 9636) of the zone `name`, such as `Europe/Helsinki`; nil where there is none.
    ///
    /// - Parameter folder: where zone files lie; names never lead out of it.
    package static func read(_ name: String, folder: String = "/usr/share/zoneinfo") throws(FilesError) -> [UInt8]? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard name.utf8.count <= 64, parts.allSatisfy(isPlain), !Folder.isFolder(folder + "/" + name) else { return nil }
        let content: [UInt8]?
        do { content = try InputFile.contents(of: folder + "/" + name) } catch {
            if error.code == .notAFolder { return nil }
            throw error
        }
        // The folder holds tables and lists beside the zones.
        guard let content, content.starts(with: "TZif".utf8) else { return nil }
        return content
    }

    private static func isPlain(_ part: Substring) -> Bool {
        guard let first = part.utf8.first, isLetter(first) else { return false }
        return part.utf8.allSatisfy {
            isLetter($0) || (48...57).contains($0) || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+")].contains($0)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
}

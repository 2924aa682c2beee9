import Archive
import OPC
import XML

/// The parts of a template as they come from outside: their names, sizes, markup and links have been looked at.
struct TemplateArchive {
    /// The names of the parts in the archive's order.
    let names: [String]
    private(set) var types: ContentTypes
    /// The document's part.
    let document: String
    let documentLinks: [OPCRelationship]
    private let archive: ZipReader
    private let entries: [String: ZipEntry]
    private let limits: TemplateLimits

    /// - Throws: `notADocument`, `encrypted`, `macros`, `tooLarge`, `damagedPart`, `io`.
    init(_ source: some ByteSource, limits: TemplateLimits) throws(DOCXError) {
        self.limits = limits
        try Self.refuseCompoundFile(source)
        let archive = try DOCXError.reading { try ZipReader(source, entryLimit: limits.partCount) }
        self.archive = archive
        let files = archive.entries.filter { !$0.isFolder }
        guard files.reduce(0, { $0 &+ min($1.size, limits.totalByteCount) }) <= limits.totalByteCount else {
            throw DOCXError(.tooLarge(limit: limits.totalByteCount))
        }
        var entries: [String: ZipEntry] = [:]
        for entry in files {
            guard Self.isPartName(entry.name), !entry.isSymbolicLink, entries.updateValue(entry, forKey: entry.name.lowercased()) == nil
            else { throw DOCXError(.damagedPart, part: entry.name, reason: "name") }
        }
        self.entries = entries
        names = files.map(\.name)
        let package = OPCReader(archive, limit: limits.partByteCount)
        guard package.contains(ContentTypes.part) else { throw DOCXError(.notADocument) }
        let handler = ContentTypesHandler()
        let link = try DOCXError.reading {
            try package.read(ContentTypes.part, into: handler)
            return try package.relationships(of: "").first { $0.type.hasSuffix("/officeDocument") && !$0.isExternal }
        }
        types = handler.types
        guard let link else { throw DOCXError(.notADocument) }
        let wanted = OPCReader.resolve(link.target, from: "").lowercased()
        guard let entry = entries[wanted] else { throw DOCXError(.notADocument, part: link.target) }
        document = entry.name
        documentLinks = try DOCXError.reading { [document] in try package.relationships(of: document) }
        try checkTypes()
    }

    /// Refuses what is no text document, or could run something.
    private mutating func checkTypes() throws(DOCXError) {
        let type = types.type(of: document)
        let running = ["vbaProject", "vbaData", "activeX", "macroEnabled"]
        for name in names where running.contains(where: { types.type(of: name).contains($0) }) { throw DOCXError(.macros, part: name) }
        if type.hasSuffix("wordprocessingml.template.main+xml") {
            types.set(document, to: type.replacing(".template.main+", with: ".document.main+"))
        } else if !type.hasSuffix("wordprocessingml.document.main+xml") {
            throw DOCXError(.notADocument, part: document, reason: type)
        }
    }

    /// The part that `link`, as the document has it, leads to.
    func target(_ link: OPCRelationship) -> String? {
        link.isExternal ? nil : entries[OPCReader.resolve(link.target, from: document).lowercased()]?.name
    }

    /// The links of `part`, as it has them.
    func links(of part: String) throws(DOCXError) -> [OPCRelationship] {
        try DOCXError.reading(part) { try OPCReader(archive, limit: limits.partByteCount).relationships(of: part) }
    }

    func contains(_ part: String) -> Bool { entries[part.lowercased()] != nil }

    /// The bytes of `part`.
    func bytes(_ part: String) throws(DOCXError) -> [UInt8] {
        guard let entry = entries[part.lowercased()] else { throw DOCXError(.damagedPart, part: part, reason: "missing") }
        guard entry.size <= limits.partByteCount else { throw DOCXError(.tooLarge(limit: limits.partByteCount), part: part) }
        return try DOCXError.reading(part) {
            let stream = try archive.stream(entry)
            // One byte more than there should be, so that the end is seen.
            var buffer = [UInt8](repeating: 0, count: entry.size + 1)
            let count = try stream.read(into: &buffer)
            return Array(buffer.prefix(count))
        }
    }

    /// The markup of `part`.
    func tree(_ part: String) throws(DOCXError) -> PartTree {
        let builder = PartTreeBuilder(part: part, limits: limits)
        try parse(try bytes(part), part, builder)
        return builder.finish()
    }

    /// Refuses markup that is not well formed or declares a document type.
    func check(_ bytes: [UInt8], _ part: String) throws(DOCXError) { try parse(bytes, part, UnseeingHandler()) }

    private func parse(_ bytes: [UInt8], _ part: String, _ handler: any XMLHandler) throws(DOCXError) {
        try DOCXError.reading(part) {
            let parser = try XMLPushParser(handler)
            try parser.feed(bytes[...])
            try parser.finish()
        }
    }

    /// Whether `name` is that of a part (ECMA-376 part 2, section 9.1.1): relative, without steps upwards.
    private static func isPartName(_ name: String) -> Bool {
        let segments = name.split(separator: "/", omittingEmptySubsequences: false)
        return !name.utf8.contains { $0 < 0x20 || $0 == 0x5C || $0 == 0x3A }
            && segments.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    /// Refuses a compound file, which is what Word makes of a document with a password, and what its documents were before.
    private static func refuseCompoundFile(_ source: some ByteSource) throws(DOCXError) {
        var start = [UInt8](repeating: 0, count: 8)
        let count = try DOCXError.reading { try source.read(at: 0, into: &start) }
        guard count == 8, start == [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] else { return }
        var window = [UInt8](repeating: 0, count: 1 << 16)
        let mark = Array("EncryptedPackage".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        var offset = 0
        // The directory may stand anywhere; windows overlap by the length of the mark.
        while offset < min(source.size, 64 << 20) {
            let count = try DOCXError.reading { try source.read(at: offset, into: &window) }
            for place in 0..<max(0, count - mark.count) where window[place] == mark[0] && window[place + 2] == mark[2] {
                if window[place..<place + mark.count].elementsEqual(mark) { throw DOCXError(.encrypted) }
            }
            guard count > mark.count else { break }
            offset += count - mark.count
        }
        throw DOCXError(.notADocument)
    }
}

/// Sees nothing: only whether the markup is well formed matters.
private final class UnseeingHandler: XMLHandler {
    func start(_ element: borrowing XMLElement) {}
    func end(_ name: borrowing XMLName) {}
    func characters(_ text: Span<UInt8>) {}
}

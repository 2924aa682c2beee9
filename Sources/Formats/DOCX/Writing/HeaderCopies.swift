import Archive
import OPC

/// The headers and footers of a document of several records: a copy for each record whose data show in it, unless the record before has
/// the same.
struct HeaderCopies {
    /// A copy that has been made, with the name of its part.
    struct Copy {
        let header: Int
        let name: String
        let data: DeflatedData
    }

    /// The copies of the package so far.
    private(set) var copies: [Copy] = []
    private let headers: [HeaderPart]
    private let encoder: PartEncoder
    private let path: String
    /// For each header the number of its last copy, and its bytes.
    private var versions: [Int]
    private var lastBytes: [[UInt8]]
    /// The copies of the letter at work.
    private var pending: [(header: Int, bytes: [UInt8])] = []
    private var spool: SpoolFile?
    private var memoryCount = 0

    private static let memoryLimit = 1 << 20

    init(_ headers: [HeaderPart], _ encoder: PartEncoder, path: String) {
        self.headers = headers
        self.encoder = encoder
        self.path = path
        versions = Array(repeating: 0, count: headers.count)
        lastBytes = Array(repeating: [], count: headers.count)
    }

    /// Makes the headers of a letter, and has the letter refer to them.
    mutating func make(_ run: MergeRun) throws(DOCXError) {
        pending = []
        for (index, header) in headers.enumerated() where header.program.dependsOnRecord {
            try run.make(header.program.body, of: header.program)
            let isNew = versions[index] == 0 || run.output != lastBytes[index]
            if isNew { pending.append((index, run.output)) }
            for link in header.links { run.linkNames[link.id] = Self.linkName(link, versions[index] + (isNew ? 1 : 0)) }
        }
    }

    /// Takes the headers of the letter into the document, as the letter is; returns the links and the types of their parts.
    mutating func commit() throws(DOCXError) -> (links: [UInt8], types: [UInt8]) {
        var links: [UInt8] = []
        var types: [UInt8] = []
        for (index, bytes) in pending {
            versions[index] += 1
            lastBytes[index] = bytes
            let name = Self.partName(headers[index].program.part, versions[index])
            for link in headers[index].links {
                let id = Self.linkName(link, versions[index])
                links += RelationshipsPart.element(OPCRelationship(id: id, type: link.type, target: "/" + name))
            }
            types += ContentTypes.override("/" + name, headers[index].type)
            copies.append(Copy(header: index, name: name, data: try stored(try encoder.data(bytes))))
        }
        pending = []
        return (links, types)
    }

    /// The same data, in a file once there is much of it.
    private mutating func stored(_ data: DeflatedData) throws(DOCXError) -> DeflatedData {
        memoryCount += data.deflatedByteCount
        guard memoryCount > Self.memoryLimit, case .memory(let bytes)? = data.pieces.first else { return data }
        if spool == nil { spool = try DOCXError.writing { () throws(ArchiveError) in try SpoolFile(besides: path) } }
        guard let file = spool else { return data }
        return try DOCXError.writing { () throws(ArchiveError) in
            let start = file.byteCount
            try file.append(bytes)
            return DeflatedData(pieces: [file.piece(from: start)], crc: data.crc, byteCount: data.byteCount)
        }
    }

    private static func linkName(_ link: OPCRelationship, _ version: Int) -> String { "\(link.id)m\(version)" }

    private static func partName(_ part: String, _ version: Int) -> String {
        part.hasSuffix(".xml") ? "\(part.dropLast(4))-merge\(version).xml" : "\(part)-merge\(version)"
    }
}

import Archive

/// A file of PDF objects that is written from its start to its end; what is not a stream is packed into streams of objects.
///
/// The file takes its name when it is whole.
final class ObjectFile {
    private let path: String
    private let file: ReplacingFile
    private let deflater = Deflater()
    private let deflated = ByteBuffer(capacity: 1 << 16)
    private let head = TokenBuffer(capacity: 1 << 12)
    private var references = CrossReferences()
    /// Objects that wait to be packed: their numbers and where they start in ``packed``.
    private var waiting: [(number: Int, start: Int)] = []
    private let packed = TokenBuffer(capacity: 1 << 17)
    private var fingerprint = Fingerprint()

    private static let packedByteCount = 96 << 10
    private static let offsetLimit = 1 << 40

    /// A file that will be at `path`.
    ///
    /// - Throws: `write`.
    init(path: String) throws(PDFError) {
        self.path = path
        do { file = try ReplacingFile(path: path) } catch { throw PDFError(.write, path, reason: "\(error)") }
        guard file.create() else { throw .write(path, systemCode: file.systemCode) }
        // The bytes above 127 tell programs that the file is not text.
        head.put("%PDF-1.7\n%")
        head.append([0xE2, 0xE3, 0xCF, 0xD3, 0x0A])
        try write(head)
    }

    /// The number of a new object.
    func allocate() -> Int { references.allocate(1) }

    /// The first of `count` new numbers.
    func allocate(_ count: Int) -> Int { references.allocate(count) }

    /// Adds an object that is no stream, as `body` writes it.
    func add(_ number: Int, _ body: (TokenBuffer) -> Void) throws(PDFError) {
        waiting.append((number, packed.count))
        body(packed)
        packed.put("\n")
        if packed.count >= Self.packedByteCount || waiting.count == 0xFFFF { try pack() }
    }

    /// Adds a stream of `content`, deflated where that makes it smaller, with the keys that `keys` adds to its dictionary.
    func addStream(_ number: Int, _ content: TokenBuffer, keys: (TokenBuffer) -> Void = { _ in }) throws(PDFError) {
        let isDeflated = content.count > 160
        if isDeflated { try deflate(content) }
        let byteCount = isDeflated ? deflated.count : content.count
        guard file.position < Self.offsetLimit else { throw PDFError(.part, path, reason: "too large") }
        references.place(number, offset: file.position)
        head.clear()
        head.put(number)
        head.put(" 0 obj<</Length ")
        head.put(byteCount)
        if isDeflated { head.put("/Filter/FlateDecode") }
        keys(head)
        head.put(">>stream\n")
        try write(head)
        if isDeflated {
            try unsafe write(UnsafeRawBufferPointer(deflated.bytes))
        } else {
            try write(content)
        }
        head.clear()
        head.put("\nendstream\nendobj\n")
        try write(head)
    }

    /// Writes what is left and puts the file in its place; returns its bytes.
    ///
    /// - Throws: `part`, `write`.
    func finish(root: Int, info: Int) throws(PDFError) -> Int {
        try pack()
        let number = allocate()
        let start = file.position
        references.place(number, offset: start)
        let table = TokenBuffer(capacity: 1 << 16)
        references.put(into: table)
        let count = references.count
        let id = fingerprint.text
        try addStream(number, table) { keys in
            keys.put("/Type/XRef/W[1 5 2]/DecodeParms<</Predictor 12/Columns ")
            keys.put(CrossReferences.entryByteCount)
            keys.put(">>/Size ")
            keys.put(count)
            keys.put("/Root ")
            keys.put(reference: root)
            keys.put("/Info ")
            keys.put(reference: info)
            keys.put(text: "/ID[<\(id)><\(id)>]")
        }
        head.clear()
        head.put("startxref\n")
        head.put(start)
        head.put("\n%%EOF\n")
        try write(head)
        let byteCount = file.position
        guard file.commit() else { throw .write(path, systemCode: file.systemCode) }
        return byteCount
    }

    private func pack() throws(PDFError) {
        guard !waiting.isEmpty else { return }
        let number = allocate()
        let content = TokenBuffer(capacity: packed.count + waiting.count * 12)
        for (index, object) in waiting.enumerated() {
            references.place(object.number, stream: number, index: index)
            content.put(object.number)
            content.put(" ")
            content.put(object.start)
            content.put(" ")
        }
        let first = content.count
        let count = waiting.count
        content.put(packed)
        packed.clear()
        waiting.removeAll(keepingCapacity: true)
        try addStream(number, content) { keys in
            keys.put("/Type/ObjStm/N ")
            keys.put(count)
            keys.put("/First ")
            keys.put(first)
        }
    }

    private func deflate(_ content: TokenBuffer) throws(PDFError) {
        deflated.count = 0
        do throws(ArchiveError) {
            try unsafe deflater.deflateWhole(UnsafeRawBufferPointer(content.bytes), into: deflated)
        } catch {
            throw PDFError(error)
        }
    }

    private func write(_ bytes: TokenBuffer) throws(PDFError) { try unsafe write(UnsafeRawBufferPointer(bytes.bytes)) }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(PDFError) {
        unsafe fingerprint.add(bytes)
        guard unsafe file.write(bytes) else { throw .write(path, systemCode: file.systemCode) }
    }
}

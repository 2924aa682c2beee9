import Archive
import OPC

/// Writes one document with a section for each record, in constant memory.
struct JoinedDocument {
    /// A letter that is ready but for its end, which depends on whether another one follows.
    private struct Letter {
        var bytes: [UInt8] = []
        var breakPlace: (offset: Int, before: ArraySlice<UInt8>, after: ArraySlice<UInt8>)?
        var section: [UInt8] = []
    }

    private let parts: TemplateParts
    private let path: String
    private let feed: RecordFeed
    private let run: MergeRun
    private let encoder = PartEncoder()
    private let body: DeflatedStream
    private let links: DeflatedStream
    private let types: DeflatedStream
    private let notes: [DeflatedStream]
    private var headers: HeaderCopies
    private var letter: Letter?
    private var receipt = MergeReceipt()

    init(_ parts: TemplateParts, _ records: MergeRecords, _ language: MergeLanguage, path: String) {
        self.parts = parts
        self.path = path
        feed = RecordFeed(records)
        run = MergeRun(parts, records, language, feed: feed, isJoined: true)
        let deflater = encoder.deflater
        body = DeflatedStream(besides: path, deflater: deflater)
        links = DeflatedStream(besides: path, deflater: deflater)
        types = DeflatedStream(besides: path, deflater: deflater)
        notes = parts.notes.map { _ in DeflatedStream(besides: path, deflater: deflater) }
        headers = HeaderCopies(parts.headers, encoder, path: path)
    }

    /// Makes the document.
    mutating func write() throws(DOCXError) -> MergeReceipt {
        try begin()
        while try feed.advance() { try appendLetter() }
        receipt.records = feed.number
        try end()
        try save()
        receipt.files = 1
        return receipt
    }

    private func begin() throws(DOCXError) {
        try append(parts.document.head, of: parts.document, to: body, isCopy: false)
        for (program, stream) in zip(parts.notes, notes) { try append(program.head, of: program, to: stream, isCopy: false) }
        var head = parts.types
        for header in parts.headers where header.program.dependsOnRecord { head.remove(header.program.part) }
        for empty in parts.emptyHeaders { head.set(empty.name, to: empty.type) }
        let dropped = Set(parts.headers.filter(\.program.dependsOnRecord).flatMap(\.links).map(\.id))
        let kept = parts.documentLinks.filter { !dropped.contains($0.id) } + parts.emptyHeaders.map(\.link)
        try add(head.head, to: types)
        try add(RelationshipsPart.head + kept.flatMap(RelationshipsPart.element), to: links)
        run.beginDocument()
    }

    private mutating func appendLetter() throws(DOCXError) {
        try headers.make(run)
        try run.make(parts.document.body, of: parts.document)
        guard !run.isSkipped else {
            receipt.skipped += 1
            return
        }
        var made = Letter(breakPlace: run.breakPlace)
        if let letter {
            try finish(letter, isLast: false)
            made.bytes = letter.bytes
        }
        letter = nil
        // The buffers change places, so that neither is copied.
        swap(&made.bytes, &run.output)
        try run.make(parts.document.section, of: parts.document, isCopy: false)
        made.section = run.output
        letter = made
        for (program, stream) in zip(parts.notes, notes) { try append(program.body, of: program, to: stream, isCopy: true) }
        try commitHeaders()
        receipt.letters += 1
        run.letterCount += 1
    }

    private mutating func commitHeaders() throws(DOCXError) {
        let (newLinks, newTypes) = try headers.commit()
        try add(newLinks, to: links)
        try add(newTypes, to: types)
    }

    private func finish(_ letter: Letter, isLast: Bool) throws(DOCXError) {
        guard !isLast, let (offset, before, after) = letter.breakPlace else { return try add(letter.bytes, to: body) }
        try add(letter.bytes[..<offset], to: body)
        try add(before, to: body)
        try add(letter.section, to: body)
        try add(after, to: body)
        try add(letter.bytes[offset...], to: body)
    }

    private mutating func end() throws(DOCXError) {
        if let letter {
            try finish(letter, isLast: true)
            try add(letter.section, to: body)
        } else {
            // No records: a document without text, whose headers have no values.
            try headers.make(run)
            try append(parts.document.section, of: parts.document, to: body, isCopy: false)
            try commitHeaders()
        }
        try append(parts.document.tail, of: parts.document, to: body, isCopy: false)
        for (program, stream) in zip(parts.notes, notes) { try append(program.tail, of: program, to: stream, isCopy: false) }
        try add(ContentTypes.tail, to: types)
        try add(RelationshipsPart.tail, to: links)
    }

    private func append(_ steps: [Step], of program: PartProgram, to stream: DeflatedStream, isCopy: Bool) throws(DOCXError) {
        try run.make(steps, of: program, isCopy: isCopy)
        try add(run.output, to: stream)
    }

    private func add(_ bytes: some Collection<UInt8>, to stream: DeflatedStream) throws(DOCXError) {
        guard !bytes.isEmpty else { return }
        try DOCXError.writing { () throws(ArchiveError) in try stream.append(bytes) }
    }

    private func save() throws(DOCXError) {
        var contents: [(name: String, data: DeflatedData)] = []
        for (name, content) in parts.entries {
            switch content {
            case .data(let data): contents.append((name, data))
            case .contentTypes: contents.append((name, try finished(types)))
            case .document: contents.append((name, try finished(body)))
            case .documentLinks: contents.append((name, try finished(links)))
            case .notes(let index): contents.append((name, try finished(notes[index])))
            case .header(let index):
                let program = parts.headers[index].program
                guard !program.dependsOnRecord else { break }
                try run.make(program.body, of: program)
                contents.append((name, try encoder.data(run.output)))
            case .headerLinks(let index):
                guard !parts.headers[index].program.dependsOnRecord, let data = parts.headers[index].ownLinks else { break }
                contents.append((name, data))
            }
        }
        for empty in parts.emptyHeaders { contents.append((empty.name, empty.data)) }
        for copy in headers.copies {
            contents.append((copy.name, copy.data))
            guard let own = parts.headers[copy.header].ownLinks else { continue }
            contents.append((RelationshipsPart.name(of: copy.name), own))
        }
        try DOCXError.writing { () throws(ArchiveError) in
            var archive = try ZipWriter(path: path)
            for (name, data) in contents { try archive.add(name, .deflated(data), time: .earliest) }
            try archive.close()
        }
    }

    private func finished(_ stream: DeflatedStream) throws(DOCXError) -> DeflatedData {
        try DOCXError.writing { () throws(ArchiveError) in try stream.finish() }
    }
}

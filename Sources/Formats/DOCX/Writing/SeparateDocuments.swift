import Archive

/// Writes a document for each record.
struct SeparateDocuments {
    private let parts: TemplateParts
    private let feed: RecordFeed
    private let run: MergeRun
    private let encoder = PartEncoder()
    private let types: DeflatedData
    private let links: DeflatedData

    init(_ parts: TemplateParts, _ records: MergeRecords, _ language: MergeLanguage) throws(DOCXError) {
        self.parts = parts
        feed = RecordFeed(records)
        run = MergeRun(parts, records, language, feed: feed, isJoined: false)
        types = try encoder.data(parts.types.head + ContentTypes.tail)
        links = try encoder.data(RelationshipsPart.bytes(parts.documentLinks))
    }

    /// Makes the documents, each at the path that `path` gives for its record.
    func write(_ path: (MergeRecord) throws -> String) throws(DOCXError) -> MergeReceipt {
        var receipt = MergeReceipt()
        while try feed.advance() {
            guard let batch = feed.current else { break }
            let record = MergeRecord(number: feed.number, batch: batch, row: feed.row)
            run.beginDocument()
            run.letterCount = receipt.letters
            guard let contents = try contents() else {
                receipt.skipped += 1
                continue
            }
            let target: String
            do { target = try path(record) } catch { throw DOCXError(.records, cause: error) }
            try DOCXError.writing { () throws(ArchiveError) in
                var archive = try ZipWriter(path: target)
                for (name, data) in contents { try archive.add(name, .deflated(data), time: .earliest) }
                try archive.close()
            }
            receipt.letters += 1
            receipt.files += 1
        }
        receipt.records = feed.number
        return receipt
    }

    /// The parts of the record's document; nil where the record is given up.
    private func contents() throws(DOCXError) -> [(name: String, data: DeflatedData)]? {
        // NEXT in the letter moves on, so that the headers come first.
        var headers: [DeflatedData] = []
        for header in parts.headers { headers.append(try data(header.program)) }
        let document = try data(parts.document)
        guard !run.isSkipped else { return nil }
        var contents: [(name: String, data: DeflatedData)] = []
        for (name, content) in parts.entries {
            switch content {
            case .data(let data): contents.append((name, data))
            case .contentTypes: contents.append((name, types))
            case .document: contents.append((name, document))
            case .documentLinks: contents.append((name, links))
            case .header(let index): contents.append((name, headers[index]))
            case .headerLinks(let index): if let own = parts.headers[index].ownLinks { contents.append((name, own)) }
            case .notes(let index): contents.append((name, try data(parts.notes[index])))
            }
        }
        return contents
    }

    private func data(_ program: PartProgram) throws(DOCXError) -> DeflatedData {
        try run.make(program.head + program.body + program.section + program.tail, of: program)
        return try encoder.data(run.output)
    }
}

import DOCX
import Files
import Localization
import Model
import Tabular

/// Makes the letters of a list: one document, a document each, or a PDF.
struct LetterWriter {
    let renderer: ListRenderer
    let letters: LetterSource
    let output: LetterDesign.Output
    /// Gives the name and path of a file with an ending, and a number where there are many.
    let place: (_ ending: String, _ number: Int?) -> (name: String, path: String)

    /// Writes the files; none where there are no records.
    func write() throws -> [RenderedFile] {
        let start = ContinuousClock.now
        var files: [(name: String, path: String)] = []
        var receipt: MergeReceipt?
        try letters.withRows { rows in
            guard let first = try rows.next() else { return }
            let merge = MailMerge(letters.template.document, records(first, rows), language: LetterLanguage.of(renderer))
            if output == .documents {
                receipt = try mapping(nil) {
                    try merge.writeEach { record in
                        files.append(place("docx", record.number))
                        return files.last?.path ?? ""
                    }
                }
            } else {
                let file = place("docx", nil)
                files.append(file)
                receipt = try mapping(file.path) { try merge.write(to: file.path) }
            }
        }
        guard let receipt else { return [] }
        if output == .pdf, let document = files.first {
            let target = place("pdf", nil)
            try LetterConversion.toPDF(document.path, target: target.path, check: letters.check)
            files = [target]
        }
        let count = receipt.letters
        let seconds = start.secondsAgo
        return try files.map { name, path in
            RenderedFile(
                name: name, path: path, format: .mailMerge, size: try Folder.size(path), rowCount: output == .documents ? 1 : count,
                cellCount: (output == .documents ? 1 : count) * letters.columns.count,
                seconds: output == .documents ? seconds / Double(max(files.count, 1)) : seconds, notes: [])
        }
    }

    private func records(_ first: Batch, _ rows: BatchCursor) -> MergeRecords {
        var ahead: Batch? = first
        let columns = letters.columns.map { MergeColumn($0.name, $0.type) }
        let children = letters.children.map { child in MergeModule(child.name, child.columns.map { MergeColumn($0.name, $0.type) }) }
        return MergeRecords(columns: columns, modules: children) {
            guard let batch = try ahead.take() ?? rows.next() else { return nil }
            return MergeBatch(batch.first(columns.count)) { row, child in
                let types = letters.children[child].columns.map(\.type)
                return BatchCursor(types: types, batches: try letters.childRows(batch, row, child).map { $0.first(types.count) })
            }
        }
    }

    private func mapping<Result>(_ path: String?, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as DOCXError {
            // What the rows threw is told as what it is.
            if let cause = error.cause { throw cause }
            throw RenderError.writing(path ?? error.subject, error.reason, error.systemCode)
        }
    }
}

extension Batch {
    /// The rows with the first `count` columns.
    fileprivate func first(_ count: Int) -> Batch {
        var batch = Batch(columns: Array(columns.prefix(count)))
        batch.rowCount = rowCount
        return batch
    }
}

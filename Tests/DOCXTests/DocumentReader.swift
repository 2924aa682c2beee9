import Foundation
import TestSupport

/// Programs nobody here wrote that read and write text documents.
enum DocumentReader {
    /// A section as python-docx sees it.
    struct Section: Decodable, Equatable {
        let header: [String]
        let footer: [String]
    }

    /// A document as python-docx sees it: paragraphs and tables in their order, each table as rows of cells.
    struct Document: Decodable {
        let paragraphs: [String]
        let tables: [[[String]]]
        let sections: [Section]
    }

    static func pythonDocx(_ path: String) throws -> Document {
        let script = """
            import docx, json
            d = docx.Document(sys.argv[1])
            texts = lambda ps: [p.text for p in ps]
            json.dump({'paragraphs': texts(d.paragraphs), 'tables': [[[c.text for c in r.cells] for r in t.rows] for t in d.tables],
                'sections': [{'header': texts(s.header.paragraphs), 'footer': texts(s.footer.paragraphs)} for s in d.sections]}, sys.stdout)
            """
        return try JSONDecoder().decode(Document.self, from: Data(try python(script, [path]).utf8))
    }

    /// What a Python script prints.
    @discardableResult
    static func python(_ text: String, _ arguments: [String]) throws -> String {
        try Tool.run(Tool.python, ["-c", "import sys\n" + text] + arguments)
    }

    /// Lets LibreOffice convert the file at `path` into the folder `converted`, and gives the path of what it made.
    static func convert(_ path: String, to ending: String, in folder: TemporaryFolder, filter: String = "") throws -> String {
        let profile = "-env:UserInstallation=file://\(folder.file("profile"))"
        let format = filter.isEmpty ? ending : "\(ending):\(filter)"
        _ = try Tool.run("soffice", [profile, "--headless", "--convert-to", format, "--outdir", folder.file("converted"), path])
        let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        return folder.file("converted/\(name).\(ending)")
    }

    /// The lines of the text that LibreOffice makes of a document, without empty ones.
    static func libreOfficeLines(_ path: String, in folder: TemporaryFolder) throws -> [String] {
        let text = try String(contentsOfFile: try convert(path, to: "txt", in: folder, filter: "Text (encoded):UTF8"), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).map { String($0.drop { $0 == "\u{FEFF}" }) }.filter { !$0.isEmpty }
    }
}

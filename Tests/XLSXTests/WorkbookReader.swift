import Foundation
import TestSupport

/// Programs nobody here wrote that read workbooks.
enum WorkbookReader {
    /// A cell as a reader understands it.
    struct Cell: Decodable, Hashable {
        /// `text`, `number`, `date` or `boolean`.
        let kind: String
        let value: String
    }

    struct Sheet: Decodable {
        let name: String
        let rows: [[Cell?]]
    }

    /// What openpyxl reads, with the escapes of ECMA-376 part 1, section 22.9.2.19, resolved, which it leaves to its users.
    static func openpyxl(_ path: String) throws -> [Sheet] {
        try sheets(
            """
            import openpyxl
            book = openpyxl.load_workbook(sys.argv[1], data_only=True)
            import re
            def plain(v): return re.sub('_x([0-9A-Fa-f]{4})_', lambda m: chr(int(m[1], 16)), v) if isinstance(v, str) else v
            dump([(s.title, [[plain(c.value) for c in r] for r in s.iter_rows()]) for s in book])
            """, path)
    }

    /// What calamine, a reader in Rust, reads.
    static func calamine(_ path: String) throws -> [Sheet] {
        try sheets(
            """
            import python_calamine
            book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
            def rows(n): return book.get_sheet_by_name(n).to_python(skip_empty_area=False)
            dump([(n, [[None if v == '' else v for v in r] for r in rows(n)]) for n in book.sheet_names])
            """, path)
    }

    /// What openpyxl reads of what LibreOffice makes of the workbook when it opens and saves it.
    static func libreOffice(_ path: String, in folder: TemporaryFolder) throws -> [Sheet] {
        try convert(path, to: "xlsx", in: folder)
        return try openpyxl(folder.file("converted/\(URL(fileURLWithPath: path).lastPathComponent)"))
    }

    /// Lets LibreOffice convert the file at `path` into the folder `converted`.
    static func convert(_ path: String, to filter: String, in folder: TemporaryFolder) throws {
        let profile = "-env:UserInstallation=file://\(folder.file("profile"))"
        let arguments = [profile, "--headless", "--convert-to", filter, "--outdir", folder.file("converted"), path]
        _ = try Tool.run("soffice", arguments)
    }

    /// The text of the part `name` of the package at `path`.
    static func part(_ name: String, of path: String) throws -> String {
        try script("import zipfile\nsys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())", [path, name])
    }

    /// What a Python script prints.
    static func script(_ text: String, _ arguments: [String]) throws -> String {
        try Tool.run(Tool.python, ["-c", "import sys\n" + text] + arguments)
    }

    private static func sheets(_ text: String, _ path: String) throws -> [Sheet] {
        let dump = """
            import datetime, json
            def cell(v):
                if v is None: return None
                if isinstance(v, bool): return {'kind': 'boolean', 'value': str(v)}
                if isinstance(v, datetime.datetime): return {'kind': 'date', 'value': v.isoformat(' ')}
                if isinstance(v, datetime.date): return {'kind': 'date', 'value': v.isoformat() + ' 00:00:00'}
                if isinstance(v, (int, float)): return {'kind': 'number', 'value': repr(float(v))}
                return {'kind': 'text', 'value': v}
            def dump(sheets):
                json.dump([{'name': n, 'rows': [[cell(v) for v in r] for r in rows]} for n, rows in sheets], sys.stdout)

            """
        return try JSONDecoder().decode([Sheet].self, from: Data(try script(dump + text, [path]).utf8))
    }
}

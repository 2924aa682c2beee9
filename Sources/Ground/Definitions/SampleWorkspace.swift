import CEmbedded
package import Model
package import Tabular

/// The workspace that `init --sample` makes: a Finnish city theatre, embedded from fixtures/sample.
package struct SampleWorkspace: Sendable {
    /// A file as it is to be written.
    package struct DataFile: Hashable, Sendable {
        /// Relative to the workspace, such as `data/customers.csv`.
        package var path: String
        package var bytes: [UInt8]
    }

    package let definitions: [DefinitionFile]
    /// What is dropped into the watched folders: `data/<folder>.csv`, in whatever encoding.
    package let data: [DataFile]

    /// The files as of `today`, to which the dates in the data are related so that there is always something to report.
    package static func files(today: Day) -> SampleWorkspace {
        var definitions: [DefinitionFile] = []
        var data: [DataFile] = []
        for file in embeddedFiles() {
            if file.path.hasSuffix(".yaml") {
                definitions.append(DefinitionFile(path: file.path, text: String(decoding: file.bytes, as: UTF8.self)))
            } else {
                data.append(DataFile(path: file.path, bytes: filled(file.bytes, today: today)))
            }
        }
        return SampleWorkspace(definitions: definitions, data: data)
    }

    private static func embeddedFiles() -> [DataFile] {
        var files: [DataFile] = []
        var entry = unsafe ajastin_sample_files()
        while let file = unsafe entry?.pointee, let path = unsafe file.path {
            let bytes = unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
            unsafe files.append(DataFile(path: String(cString: path), bytes: bytes))
            unsafe entry = entry?.advanced(by: 1)
        }
        return files
    }

    /// Puts dates in the place of `{{today-12}}` (yyyy-mm-dd) and `{{today-12|d.m.yyyy}}`; other bytes stay, whatever their encoding.
    static func filled(_ bytes: [UInt8], today: Day) -> [UInt8] {
        let opening = Array("{{today-".utf8)
        let closing = Array("}}".utf8)
        var filled: [UInt8] = []
        var rest = bytes[...]
        while let start = rest.firstRange(of: opening), let end = rest[start.upperBound...].firstRange(of: closing) {
            filled += rest[..<start.lowerBound]
            let parts = String(decoding: rest[start.upperBound..<end.lowerBound], as: UTF8.self).split(separator: "|")
            if let days = parts.first.flatMap({ Int($0) }) {
                filled += text(of: today.advanced(by: -days), isFinnish: parts.count == 2).utf8
            }
            rest = rest[end.upperBound...]
        }
        return filled + rest
    }

    private static func text(of day: Day, isFinnish: Bool) -> String {
        guard isFinnish else { return day.iso }
        let (year, month, dayOfMonth) = day.parts
        return "\(dayOfMonth).\(month).\(year)"
    }
}

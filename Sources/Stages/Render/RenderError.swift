import Glibc
package import Model
import XLSX

/// Why a list was not rendered.
package enum RenderError: MessageError, Hashable {
    /// It holds characters that its encoding lacks, and is to fail then.
    case unencodable(LocalizedText)
    /// A file cannot be written.
    case file(String, reason: String, isDiskFull: Bool)

    package var message: Message {
        switch self {
        case .unencodable(let label): Message(.listUnencodable, ["list": .label(label)])
        case .file(let path, let reason, let isDiskFull):
            Message(isDiskFull ? .listDiskFull : .listFile, ["file": .text(path), "detail": .text(reason)])
        }
    }

    /// Does `body`, telling what is wrong with a workbook's file as what it is.
    static func mapping<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as XLSXError {
            throw RenderError.file(path, reason: error.reason, isDiskFull: error.systemCode == ENOSPC || error.systemCode == EDQUOT)
        }
    }
}

extension MessageKey {
    static let listUnencodable: MessageKey = "list.unencodable"
    static let listDiskFull: MessageKey = "file.disk-full"
    static let listFile: MessageKey = "file.other"
}

import Glibc
package import Model
import PDF
import XLSX

/// Why a list was not rendered.
package enum RenderError: MessageError, Hashable {
    /// It holds characters that its encoding lacks, and is to fail then.
    case unencodable(LocalizedText)
    /// A file cannot be written.
    case file(String, reason: String, isDiskFull: Bool)
    /// The logo is not there, or no picture that can be read.
    case logo(String)
    /// There is no font that a report can be set in; the words of the library, in English.
    case font(String)
    /// A Word template cannot be used, and why.
    case template(String, Message)
    /// LibreOffice, which makes PDF of letters, is not installed.
    case noConverter
    /// LibreOffice did not make a PDF; its own words.
    case conversion(String)
    /// The list has more columns than a page can hold.
    case columns(LocalizedText, count: Int)

    package var message: Message {
        switch self {
        case .logo(let path): Message(.listLogo, ["file": .text(path)])
        case .font(let detail): Message(.listFont, ["detail": .text(detail)])
        case .columns(let label, let count): Message(.listColumns, ["list": .label(label), "count": .integer(count)])
        case .template(let path, let reason): Message(.listTemplate, ["file": .text(path), "reason": .message(reason)])
        case .noConverter: Message(.listNoConverter)
        case .conversion(let detail): Message(.listConversion, ["detail": .text(detail)])
        case .unencodable(let label): Message(.listUnencodable, ["list": .label(label)])
        case .file(let path, let reason, let isDiskFull):
            Message(isDiskFull ? .listDiskFull : .listFile, ["file": .text(path), "detail": .text(reason)])
        }
    }

    /// Does `body`, telling what is wrong with a file as what it is.
    static func mapping<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as XLSXError {
            throw writing(path, error.reason, error.systemCode)
        } catch let error as PDFError {
            switch error.code {
            case .font: throw RenderError.font(error.subject.isEmpty ? error.reason : error.subject)
            case .logo: throw RenderError.logo(error.subject)
            case .columnCount: throw RenderError.columns(LocalizedText(error.subject), count: PDFWriter.columnLimit)
            case .columnTypes, .part, .write: throw writing(path, error.reason, error.systemCode)
            }
        }
    }

    /// A file that cannot be written, by the system's reason.
    static func writing(_ path: String, _ reason: String, _ systemCode: Int32?) -> RenderError {
        .file(path, reason: reason, isDiskFull: systemCode == ENOSPC || systemCode == EDQUOT)
    }
}

extension MessageKey {
    static let listTemplate: MessageKey = "list.template"
    static let listNoConverter: MessageKey = "list.no-converter"
    static let listConversion: MessageKey = "list.conversion"
    static let listLogo: MessageKey = "list.logo"
    static let listFont: MessageKey = "list.font"
    static let listColumns: MessageKey = "list.columns"
    static let listUnencodable: MessageKey = "list.unencodable"
    static let listDiskFull: MessageKey = "file.disk-full"
    static let listFile: MessageKey = "file.other"
}

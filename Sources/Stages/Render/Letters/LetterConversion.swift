import Files
import Glibc
import Model
import Processes

/// Lets LibreOffice, where it is installed, make a PDF of a Word document.
enum LetterConversion {
    /// Where LibreOffice is looked for.
    private static let programs = ["/usr/bin/soffice", "/usr/local/bin/soffice", "/opt/libreoffice/program/soffice"]
    /// Large documents take their time; one that never ends is stopped.
    private static let timeLimit = Duration.seconds(1800)

    /// The program; nil where it is not installed.
    static var program: String? { programs.first { unsafe access($0, X_OK) == 0 } }

    /// Writes the PDF of the document at `path` to `target`, and removes the document.
    ///
    /// - Parameter check: asked several times a second; when it throws, LibreOffice is stopped.
    static func toPDF(_ path: String, target: String, check: @escaping () throws -> Void) throws {
        guard let program else { throw RenderError.noConverter }
        try Folder.withTemporary(in: Folder.parent(of: target)) { folder in
            let request = ProcessRequest(
                program: program,
                arguments: [
                    "-env:UserInstallation=" + fileURL(folder + "/profile"), "--headless", "--norestore", "--convert-to", "pdf", "--outdir",
                    folder + "/made", path,
                ],
                environment: ["PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8"], folder: folder, timeLimit: timeLimit,
                memoryLimit: 16 << 30, fileLimit: 8 << 30)
            let outcome: ProcessOutcome
            do { outcome = try ChildProcess.run(request, input: { nil }, output: { _ in }, check: check) } catch let error as ProcessError {
                throw RenderError.conversion("\(error.subject): \(error.number)")
            }
            guard outcome.end == .exited(0), let made = try? Folder.names(in: folder + "/made").first else {
                throw RenderError.conversion(String(decoding: outcome.errors.suffix(300), as: UTF8.self))
            }
            try AtomicFile.publish(folder + "/made/" + made, to: target)
        }
        try Folder.remove(path)
    }

    /// The URL of a file (RFC 8089), with all but unreserved characters and slashes encoded (RFC 3986 section 2).
    private static func fileURL(_ path: String) -> String {
        path.utf8.reduce(into: "file://") { url, byte in
            let character = Character(Unicode.Scalar(byte))
            if byte < 0x80, character.isLetter || character.isNumber || "-._~/".contains(character) {
                url.append(character)
            } else {
                url += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}

extension LetterTemplate {
    /// Whether letters can be made into PDF on this machine.
    package static var canBecomePDF: Bool { LetterConversion.program != nil }
}

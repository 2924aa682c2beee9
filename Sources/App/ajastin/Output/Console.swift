import Foundation
import Glibc
import Localization
import Model
import Synchronization

/// Standard output for results, standard error for everything said about them.
enum Console {
    private static let results = Mutex(ResultBuffer())

    /// A result, on a line of its own.
    static func result(_ text: String, terminator: String = "\n") {
        results.withLock { $0.append(Array((harmless(text) + terminator).utf8)) }
    }

    /// Results as bytes, as they are.
    static func result(_ bytes: [UInt8]) { results.withLock { $0.append(bytes) } }

    /// Writes the results that are still kept back; false when some could not be written.
    static func finishResults() -> Bool { results.withLock { $0.finish() } }

    /// A line on standard error.
    static func line(_ text: String) { part(harmless(text) + "\n") }

    /// `text` with a mark in the place of control characters, which names and cells may hold and a terminal would obey.
    private static func harmless(_ text: String) -> String {
        func isControl(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
        }
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var harmless = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { harmless.append(isControl(scalar) ? "\u{FFFD}" : scalar) }
        return String(harmless)
    }

    /// Text on standard error, without an end of line.
    static func part(_ text: String) {
        // Nobody is left to be told that standard error cannot be written.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// A text of the catalogue on standard error, after the program's name.
    static func message(_ message: Message) { line("ajastin: " + Words.localizer.text(message)) }

    /// Whether a person sees standard error as it is written.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether a person can be asked.
    static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isTerminal }

    /// Asks a person and returns the line that they type; nil at the end of the input.
    static func ask(_ question: String) -> String? {
        _ = finishResults()
        part(question + " ")
        return readLine()
    }

    /// Asks a person for what others must not see.
    static func askSecretly(_ question: String) -> Secret? {
        var settings = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        var silent = settings
        // ISIG too, as getpass(3) has it: an interrupt here would leave the terminal without its echo.
        silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
        unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            line("")
        }
        return ask(question).map { Secret($0) }
    }
}

/// Collects results, so that long listings are written in large pieces, and remembers whether one failed.
private struct ResultBuffer {
    private var bytes: [UInt8] = []
    private var hasFailed = false
    /// Whether a person sees results as they are written.
    private let isWatched = isatty(STDOUT_FILENO) == 1

    mutating func append(_ more: [UInt8]) {
        bytes += more
        if bytes.count >= 1 << 16 || isWatched { flush() }
    }

    mutating func finish() -> Bool {
        flush()
        return !hasFailed
    }

    private mutating func flush() {
        guard !bytes.isEmpty else { return }
        do { try FileHandle.standardOutput.write(contentsOf: Data(bytes)) } catch { hasFailed = true }
        bytes.removeAll(keepingCapacity: true)
    }
}

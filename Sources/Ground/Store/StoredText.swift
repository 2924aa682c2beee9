import Foundation
import Model
import Tabular

extension Instant {
    /// UTC with milliseconds, always of one length, so that the order of the texts is that of the moments.
    var stored: String {
        let milliseconds = Int((microseconds % 1_000_000 + 1_000_000) % 1_000_000) / 1000
        let digits = String(milliseconds)
        return Instant(seconds: seconds).isoUTC.dropLast() + "." + String(repeating: "0", count: 3 - digits.count) + digits + "Z"
    }
}

extension Message {
    /// JSON, for a column of the ledger.
    func stored() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// The message that a column of the ledger holds; nil for none, and for what a later version may have written.
    init?(stored: String?) {
        guard let stored, let message = try? JSONDecoder().decode(Message.self, from: Data(stored.utf8)) else { return nil }
        self = message
    }
}

/// A name as a quoted SQL identifier.
func quoted(_ identifier: String) -> String {
    "\"" + identifier.replacing("\"", with: "\"\"") + "\""
}

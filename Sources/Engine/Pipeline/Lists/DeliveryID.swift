import Cryptography

/// The names of deliveries.
enum DeliveryID {
    /// The name of the delivery of a task to a recipient: always the same, so that doing the task again makes no second one.
    static func of(run: Int64, task: Int, recipient: String) -> String {
        let hash = Hexadecimal.encode(SHA256Hasher.hash(Array("\(run)/\(task)/\(recipient)".utf8)).prefix(4))
        return "\(padded(Int(run), 6))-\(padded(task, 2))-\(hash)"
    }

    /// The name of a notice about a run.
    static func ofNotice(run: Int64, _ occasion: String) -> String { "\(padded(Int(run), 6))-\(occasion)" }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

internal import Model

/// Why a file as a whole cannot become records; the drop is noted as failed.
struct DropFailure: Error {
    let message: Message

    init(_ message: Message) { self.message = message }
}

import Model

/// Why a tool cannot do its work on a record, which is left as it is.
struct ToolRefusal: Error, Hashable {
    let message: Message

    init(_ key: MessageKey, _ arguments: [String: MessageArgument] = [:]) { message = Message(key, arguments) }
}

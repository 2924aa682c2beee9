package import Model

/// Why definitions could not be worked on.
package struct DefinitionError: MessageError, Hashable {
    package let message: Message

    init(_ message: Message) { self.message = message }
}

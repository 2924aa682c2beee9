import Model

extension RunState {
    /// The catalogue's key of the state's name.
    var nameKey: MessageKey { MessageKey(rawValue: "state.\(rawValue)") }
}

extension DropState {
    /// The catalogue's key of the state's name.
    var nameKey: MessageKey { MessageKey(rawValue: "state.drop.\(rawValue)") }
}

extension DeliveryState {
    /// The catalogue's key of the state's name.
    var nameKey: MessageKey { MessageKey(rawValue: "state.delivery.\(rawValue)") }
}

extension RunTrigger {
    /// The catalogue's key of the reason's name.
    var nameKey: MessageKey { MessageKey(rawValue: "trigger.\(rawValue)") }
}

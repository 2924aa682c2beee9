/// The names that programs have values for, each known by its number.
struct SlotTable: Sendable {
    /// A field of the record, or of the records of a module.
    struct Slot: Hashable, Sendable {
        let name: String
        let module: Int?
    }

    private(set) var slots: [Slot] = []
    private(set) var modules: [String] = []
    private var slotNumbers: [Slot: Int] = [:]
    private var moduleNumbers: [String: Int] = [:]

    /// The number of the field `name`, in the region of `module`.
    mutating func slot(_ name: String, module: Int?) -> Int {
        let slot = Slot(name: name, module: module)
        if let number = slotNumbers[slot] { return number }
        slotNumbers[slot] = slots.count
        slots.append(slot)
        return slots.count - 1
    }

    /// The number of the module `name`.
    mutating func module(_ name: String) -> Int {
        if let number = moduleNumbers[name.lowercased()] { return number }
        moduleNumbers[name.lowercased()] = modules.count
        modules.append(name)
        return modules.count - 1
    }
}

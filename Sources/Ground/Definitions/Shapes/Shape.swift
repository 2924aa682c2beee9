import Model

/// What a value of a definition may be, said once: both the check of files and their JSON Schema come from it.
indirect enum Shape: Sendable {
    case scalar(ScalarForm)
    case boolean
    case integer(ClosedRange<Int>)
    /// One of some words; `unavailable` ones belong to the contract but not yet to this version.
    case choice([String], unavailable: [String] = [])
    /// One text for all languages or one for each.
    case localized
    case list(of: Shape, orOne: Bool = false, atLeast: Int = 0, atMost: Int? = nil)
    /// Keys that the user chooses.
    case map(keys: ScalarForm, values: Shape, atLeast: Int = 0)
    case object(ObjectShape)
    /// A map of one key, which says what its value is.
    case tagged(TaggedShape)
    /// A scalar of one shape, or a list or map of another.
    case either(scalar: Shape, structured: Shape, expected: MessageKey)
    /// A map of one shape, or a list of another.
    case mapOrList(map: Shape, list: Shape, expected: MessageKey)

    /// What fits, as the catalogue names it.
    var expected: MessageKey {
        switch self {
        case .scalar(let form): form.expected
        case .boolean: .expectedBoolean
        case .integer: .expectedInteger
        case .choice: .expectedChoice
        case .localized: .expectedLocalized
        case .list: .expectedList
        case .map, .object, .tagged: .expectedMap
        case .either(_, _, let expected), .mapOrList(_, _, let expected): expected
        }
    }
}

/// A map whose keys are fixed.
struct ObjectShape: Sendable {
    /// One key of the map.
    struct Key: Sendable {
        var name: String
        var shape: Shape
        var isRequired: Bool
        /// What holds when the key is missing, where that is one value.
        var standard: JSONValue?
        /// In English, for editors and the file reference.
        var documentation: String

        init(_ name: String, _ shape: Shape, required: Bool = false, standard: JSONValue? = nil, _ documentation: String) {
            self.name = name
            self.shape = shape
            isRequired = required
            self.standard = standard
            self.documentation = documentation
        }
    }

    /// What keys say about each other.
    enum Rule: Sendable {
        /// The two may not stand together.
        case excludes(String, String)
        /// One of these must stand.
        case oneNeeded([String])
        /// The first has no meaning without the second.
        case needs(String, String)
        /// Where `key` has `value`, one key of each group of `required` must stand, and none of `forbidden` may.
        case when(key: String, is: String, required: [[String]], forbidden: [String])
    }

    var keys: [Key]
    var rules: [Rule] = []

    func key(_ name: String) -> Key? { keys.first { $0.name == name } }
}

/// A map of one key out of several.
struct TaggedShape: Sendable {
    /// One of the keys and the shape of its value.
    struct Alternative: Sendable {
        var name: String
        var shape: ObjectShape
        var documentation: String
    }

    var alternatives: [Alternative]
    /// Keys of the contract that this version does not have yet.
    var unavailable: [String]
    /// What the catalogue calls such a key.
    var kind: MessageKey
}

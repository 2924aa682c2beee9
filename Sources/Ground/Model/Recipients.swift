/// Someone who gets bundles.
package struct Person: Hashable, Sendable {
    package var address: String
    package var name: String?
    /// Nil: the workspace's.
    package var language: Language?

    package init(address: String, name: String? = nil, language: Language? = nil) {
        self.address = address
        self.name = name
        self.language = language
    }

    /// The name by which one person is known however it is written: without blanks around it, an address in lower case; nil for nobody.
    package static func canonicalName(_ text: String) -> String? {
        var name = text[...]
        while name.first?.isWhitespace == true { name.removeFirst() }
        while name.last?.isWhitespace == true { name.removeLast() }
        guard !name.isEmpty else { return nil }
        return name.utf8.contains(UInt8(ascii: "@")) ? name.lowercased() : String(name)
    }
}

/// `recipients.yaml`.
package struct Recipients: Hashable, Sendable {
    /// By e-mail address.
    package var people: [String: Person]
    /// Addresses by the name of the group.
    package var groups: [String: [String]]

    package init(people: [String: Person] = [:], groups: [String: [String]] = [:]) {
        self.people = people
        self.groups = groups
    }

    /// The person with this address, known or not.
    package func person(_ address: String) -> Person { people[address] ?? Person(address: address) }

    /// The people that `recipients` name, each once, in order.
    package func resolve(_ recipients: [DeliverListTask.Recipient]) -> [Person] {
        var seen: Set<String> = []
        return recipients.flatMap { recipient in
            switch recipient {
            case .person(let address): [address]
            case .group(let name): groups[name] ?? []
            }
        }
        .filter { seen.insert($0).inserted }
        .map(person)
    }
}

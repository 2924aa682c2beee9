/// An attribute as it stands in its document, with its references resolved.
package struct XMLAttribute: Hashable, Sendable {
    /// What stands before the colon of its name; empty where there is none.
    package let prefix: String
    /// Its name without the prefix.
    package let name: String
    package let value: String
}

/// The start of an element, copied whole, for those who write a document again as it was.
package struct XMLTag: Hashable, Sendable {
    /// What stands before the colon of its name; empty where there is none.
    package let prefix: String
    /// Its name without the prefix.
    package let name: String
    /// The name of its namespace; empty where it is in none.
    package let namespace: String
    /// The namespaces declared here (Namespaces in XML 1.0, section 3): `xmlns` and `xmlns:…` with their names.
    package let declarations: [XMLAttribute]
    /// The attributes in their order, without the declarations.
    package let attributes: [XMLAttribute]

    /// Its name with the prefix.
    package var qualifiedName: String { prefix.isEmpty ? name : "\(prefix):\(name)" }

    /// The value of the attribute `name`, its prefix left out.
    package func value(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
}

extension XMLElement {
    /// A copy that outlives the element.
    package func copy() -> XMLTag {
        var declared: [XMLAttribute] = []
        var copied: [XMLAttribute] = []
        if let declarations = unsafe declarations {
            for index in 0..<declarationCount {
                let prefix = unsafe XMLElement.string(declarations[2 * index])
                let name = unsafe XMLElement.string(declarations[2 * index + 1])
                declared.append(XMLAttribute(prefix: prefix.isEmpty ? "" : "xmlns", name: prefix.isEmpty ? "xmlns" : prefix, value: name))
            }
        }
        if let attributes = unsafe attributes {
            for index in 0..<attributeCount {
                let fields = unsafe attributes + 5 * index
                guard let start = unsafe fields[3], let end = unsafe fields[4] else { continue }
                let value = unsafe String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
                copied.append(
                    unsafe XMLAttribute(prefix: XMLElement.string(fields[1]), name: XMLElement.string(fields[0]), value: value))
            }
        }
        return unsafe XMLTag(
            prefix: XMLElement.string(prefix), name: XMLElement.string(nameBytes), namespace: XMLElement.string(namespace),
            declarations: declared, attributes: copied)
    }

    private static func string(_ bytes: UnsafePointer<UInt8>?) -> String {
        guard let bytes = unsafe bytes else { return "" }
        return unsafe String(cString: bytes)
    }
}

import XML

/// The media types of a package's parts (ECMA-376 part 2, section 10.1.2).
struct ContentTypes: Sendable {
    /// By the ending of a name.
    private(set) var defaults: [(ending: String, type: String)] = []
    /// By the whole name, with a leading slash.
    private(set) var overrides: [(name: String, type: String)] = []

    static let part = "[Content_Types].xml"

    /// The type of `part`; empty where none is given.
    func type(of part: String) -> String {
        let name = "/" + part.lowercased()
        if let override = overrides.first(where: { $0.name.lowercased() == name }) { return override.type }
        let ending = name.split(separator: "/").last?.split(separator: ".").last.map(String.init) ?? ""
        return defaults.first { $0.ending.lowercased() == ending }?.type ?? ""
    }

    /// Gives `part` another type.
    mutating func set(_ part: String, to type: String) {
        remove(part)
        overrides.append(("/" + part, type))
    }

    /// Gives no type to `part` alone.
    mutating func remove(_ part: String) {
        overrides.removeAll { $0.name.lowercased() == "/" + part.lowercased() }
    }

    /// Sees to it that parts whose names end so have this type.
    mutating func setDefault(_ ending: String, _ type: String) {
        guard !defaults.contains(where: { $0.ending.lowercased() == ending }) else { return }
        defaults.append((ending, type))
    }

    /// The part's bytes up to where more overrides may follow.
    var head: [UInt8] {
        var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".utf8)
        bytes += "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">".utf8
        for entry in defaults { bytes += Self.element("Default", [("Extension", entry.ending), ("ContentType", entry.type)]) }
        for entry in overrides { bytes += Self.override(entry.name, entry.type) }
        return bytes
    }

    static let tail = Array("</Types>".utf8)

    /// The element that gives the part `name`, with its leading slash, a type.
    static func override(_ name: String, _ type: String) -> [UInt8] {
        element("Override", [("PartName", name), ("ContentType", type)])
    }

    /// An empty element.
    static func element(_ name: String, _ attributes: [(String, String)]) -> [UInt8] {
        var bytes = Array("<\(name)".utf8)
        for (key, value) in attributes {
            bytes += " \(key)=\"".utf8
            MarkupText.append(XMLText.sanitized(value).utf8, to: &bytes, inAttribute: true)
            bytes += "\"".utf8
        }
        return bytes + Array("/>".utf8)
    }
}

/// Gathers the media types.
final class ContentTypesHandler: XMLHandler {
    private(set) var types = ContentTypes()

    func start(_ element: borrowing XMLElement) {
        if element.isNamed("Default"), let ending = element.text("Extension"), let type = element.text("ContentType") {
            types.setDefault(ending, type)
        } else if element.isNamed("Override"), let name = element.text("PartName"), let type = element.text("ContentType") {
            types.set(String(name.drop { $0 == "/" }), to: type)
        }
    }

    func end(_ name: borrowing XMLName) {}
    func characters(_ text: Span<UInt8>) {}
}

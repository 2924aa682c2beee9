package import Model

/// The kinds of definition that a workspace holds.
package enum DefinitionKind: String, Hashable, Sendable, CaseIterable, Comparable {
    case workspace = "ajastin"
    case recipients, module, source, segment, formula, tool, output, schedule

    /// The folder of its files, of which each is one definition; nil for the two kinds that are a single file.
    package var folder: String? {
        switch self {
        case .workspace, .recipients: nil
        default: rawValue + "s"
        }
    }

    /// The kind's name as people see it.
    package var nameKey: MessageKey { MessageKey(rawValue: "definition.kind.\(rawValue)") }

    package static func < (left: DefinitionKind, right: DefinitionKind) -> Bool { left.order < right.order }

    private var order: Int { DefinitionKind.allCases.firstIndex(of: self) ?? 0 }
}

/// What a definition file defines.
package struct DefinitionName: Hashable, Sendable, Comparable {
    package var kind: DefinitionKind
    /// The file's name without `.yaml`.
    package var name: String

    package init(kind: DefinitionKind, name: String) {
        self.kind = kind
        self.name = name
    }

    /// Relative to the workspace.
    package var path: String { kind.folder.map { "\($0)/\(name).yaml" } ?? "\(kind.rawValue).yaml" }

    package static func < (left: DefinitionName, right: DefinitionName) -> Bool { (left.kind, left.name) < (right.kind, right.name) }
}

/// Which files of a workspace are definitions (product.md section 2).
package enum DefinitionPaths {
    /// The folders that hold definitions, relative to the workspace.
    package static let folders = DefinitionKind.allCases.compactMap(\.folder)

    /// What the file at `path`, relative to the workspace, defines; nil for other files.
    package static func definition(at path: String) -> DefinitionName? {
        for kind in DefinitionKind.allCases {
            guard let folder = kind.folder else {
                if path == "\(kind.rawValue).yaml" { return DefinitionName(kind: kind, name: kind.rawValue) }
                continue
            }
            guard path.hasPrefix(folder + "/"), path.hasSuffix(".yaml") else { continue }
            let name = path.dropFirst(folder.count + 1).dropLast(".yaml".count)
            if !name.isEmpty, !name.contains("/") { return DefinitionName(kind: kind, name: String(name)) }
        }
        return nil
    }

    /// Whether ``DefinitionLoader`` wants to see the file at `path`: definitions, and what might be meant as one.
    ///
    /// Hidden files and what editors leave beside theirs are passed over.
    package static func isCandidate(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let file = parts.last, !file.hasPrefix("."), !file.hasSuffix("~"), !file.hasPrefix("#") else { return false }
        if parts.count == 1 { return file.hasSuffix(".yaml") || file.hasSuffix(".yml") }
        // The programs of tools lie beside their definitions.
        if parts[0] == DefinitionKind.tool.folder ?? "" { return parts.count == 2 && (file.hasSuffix(".yaml") || file.hasSuffix(".yml")) }
        return folders.contains(String(parts[0]))
    }

    /// Whether a definition may have this name: letters, digits, `-` and `_`, of which the first is a letter or digit.
    package static func isName(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, isLetterOrDigit(first) else { return false }
        return name.utf8.count <= 100 && name.unicodeScalars.allSatisfy { isLetterOrDigit($0) || $0 == "-" || $0 == "_" }
    }

    /// Whether a module or field may have this name, by which expressions call it: letters, digits and `_`, of which the first is a letter.
    package static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, first.properties.isAlphabetic else { return false }
        return name.utf8.count <= 60 && name.unicodeScalars.allSatisfy { isLetterOrDigit($0) || $0 == "_" }
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
    }
}

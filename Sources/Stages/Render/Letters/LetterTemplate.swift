import Archive
import DOCX
package import Model

/// A Word template for letters, read and understood.
package struct LetterTemplate: Sendable {
    /// A field where it stands.
    package struct Field: Hashable, Sendable {
        package let name: String
        /// The module for whose records the place is repeated; nil: it is not.
        package let region: String?
        package let kind: MessageKey
        package let place: Message
        package let switches: [String]
    }

    /// Something that will not do what its author meant.
    package struct Problem: Hashable, Sendable {
        package let message: Message
        /// Whether letters would be wrong, rather than plainer than meant.
        package let isError: Bool
    }

    let document: MailTemplate

    /// - Throws: ``RenderError`` for what is no template.
    package init(path: String) throws(RenderError) {
        do {
            document = try MailTemplate(FileSource(path: path))
        } catch let error as DOCXError {
            throw .template(path, LetterProblems.message(of: error))
        } catch let error as ArchiveError {
            throw .template(path, Message("template.refused.io", ["detail": .text(error.reason)]))
        } catch {
            throw .template(path, Message("template.refused.io", ["detail": .text("\(error)")]))
        }
    }

    /// The fields in the order in which they stand.
    package var fields: [Field] {
        document.fields.map { field in
            Field(
                name: field.name, region: field.region, kind: LetterProblems.name(of: field.kind), place: LetterProblems.place(field.place),
                switches: field.switches)
        }
    }

    /// The names that values are wanted for, each with the module within whose rows it stands.
    package var names: [(name: String, region: String?)] {
        document.fields.filter { $0.kind != .region }.map { ($0.name, $0.region) }
    }

    /// The modules that rows are repeated for, by the names that the template has.
    package var modules: [String] { document.modules }

    /// What is wrong with it for the records of `module`: broken constructs, and fields that there are not.
    ///
    /// - Parameter computed: the names of columns that are computed beside the module's fields.
    package func problems(over module: ModuleDefinition, computed: [String] = [], in catalog: Catalog) -> [Problem] {
        let children = catalog.modules.values.filter { $0.parent?.module == module.name }
        var found = document.problems.map { Problem(message: LetterProblems.message($0), isError: LetterProblems.isError($0.code)) }
        func add(_ message: Message) { found.append(Problem(message: message, isError: true)) }
        for field in document.fields {
            let place = MessageArgument.message(LetterProblems.place(field.place))
            if field.kind == .region {
                guard !children.contains(where: { $0.isCalled(field.name) }) else { continue }
                add(
                    LetterProblems.unknown(
                        ["template.unknown.module", "template.unknown.module.near"], field.name, children.map(\.name).sorted(), place))
                continue
            }
            let own = computed.contains { LetterName.folded($0) == LetterName.folded(field.name) }
            let child = field.region.flatMap { name in children.first { $0.isCalled(name) } }
            let bare = field.name.split(separator: ".").last.map(String.init) ?? field.name
            let isKnown =
                own || module.fields.contains { $0.isCalled(field.name) }
                || child?.fields.contains { $0.isCalled(field.name) || $0.isCalled(bare) } == true
            guard !isKnown else { continue }
            let known = (child?.fields.map(\.key) ?? []) + module.fields.map(\.key) + computed
            add(LetterProblems.unknown(["template.unknown.field", "template.unknown.field.near"], field.name, known, place))
        }
        return found
    }
}

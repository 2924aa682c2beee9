import ArgumentParser
import Definitions
import Localization
import Model
import Store

/// `segment include NAME KEY…`.
struct IncludeRecords: WorkingCommand {
    static let configuration = CommandConfiguration("include", "cli.segment.include")

    @OptionGroup var listed: ListedRecords

    func perform() throws -> ExitStatus { try listed.put(on: "include", off: "exclude", told: "cli.segment.included") }
}

/// `segment exclude NAME KEY…`.
struct ExcludeRecords: WorkingCommand {
    static let configuration = CommandConfiguration("exclude", "cli.segment.exclude")

    @OptionGroup var listed: ListedRecords

    func perform() throws -> ExitStatus { try listed.put(on: "exclude", off: "include", told: "cli.segment.excluded") }
}

/// `segment unlist NAME KEY…`.
struct UnlistRecords: WorkingCommand {
    static let configuration = CommandConfiguration("unlist", "cli.segment.unlist")

    @OptionGroup var listed: ListedRecords

    func perform() throws -> ExitStatus { try listed.put(on: nil, off: "include", "exclude", told: "cli.segment.unlisted") }
}

/// `segment freeze NAME`.
struct FreezeSegment: WorkingCommand {
    static let configuration = CommandConfiguration("freeze", "cli.segment.freeze")

    @Argument(help: ArgumentHelp(key: "cli.segment.name", value: "cli.value.name"))
    var name: String

    func perform() throws -> ExitStatus { try SegmentEdit(name: name).setFrozen(true) }
}

/// `segment thaw NAME`.
struct ThawSegment: WorkingCommand {
    static let configuration = CommandConfiguration("thaw", "cli.segment.thaw")

    @Argument(help: ArgumentHelp(key: "cli.segment.name", value: "cli.value.name"))
    var name: String

    func perform() throws -> ExitStatus { try SegmentEdit(name: name).setFrozen(false) }
}

/// A segment, and records by their keys.
struct ListedRecords: ParsableArguments {
    @Argument(help: ArgumentHelp(key: "cli.segment.name", value: "cli.value.name"))
    var name: String

    @Argument(help: ArgumentHelp(key: "cli.segment.listed.records", value: "cli.value.key"))
    var records: [String]

    func put(on list: String?, off others: String..., told key: MessageKey) throws -> ExitStatus {
        try SegmentEdit(name: name).put(records, on: list, off: others, told: key)
    }
}

/// A change of a segment's definition.
private struct SegmentEdit {
    let session: Session
    let name: String

    init(name: String) throws {
        session = try Session.open()
        _ = try session.segment(name)
        self.name = name
    }

    func setFrozen(_ isFrozen: Bool) throws -> ExitStatus {
        guard try session.segment(name).isFrozen != isFrozen else {
            Console.message(Message(isFrozen ? "cli.segment.frozen.already" : "cli.segment.thawed.already", ["segment": .text(name)]))
            return .done
        }
        return try change(isFrozen ? "freeze" : "thaw", told: isFrozen ? "cli.segment.frozen" : "cli.segment.thawed") { file in
            try DefinitionEditing.setting("frozen", to: .scalar(String(isFrozen), isQuoted: false), in: file)
        }
    }

    /// Puts records on one of the lists and takes them off others.
    ///
    /// Every one of them must be a record that is there.
    func put(_ records: [String], on list: String?, off others: [String], told key: MessageKey) throws -> ExitStatus {
        let segment = try session.segment(name)
        let module = try session.module(segment.module)
        for record in records {
            guard try list == nil || session.store.read({ try $0.records.origin(of: record, in: module) }) != nil else {
                let label = module.label.text(in: session.words.language)
                throw CommandError("cli.segment.explain.unknown", ["key": .text(record), "module": .text(label)])
            }
        }
        let listed = ["include": segment.included, "exclude": segment.excluded]
        return try change(list ?? "unlist", told: key) { file in
            var file = file
            for other in others {
                guard let keys = listed[other], keys.contains(where: records.contains) else { continue }
                file = try DefinitionEditing.setting(other, to: .texts(keys.filter { !records.contains($0) }), in: file)
            }
            guard let list, let keys = listed[list] else { return file }
            var seen = Set(keys)
            return try DefinitionEditing.setting(list, to: .texts(keys + records.filter { seen.insert($0).inserted }), in: file)
        }
    }

    private func change(_ command: String, told key: MessageKey, _ edit: (DefinitionFile) throws -> DefinitionFile?) throws -> ExitStatus {
        let path = DefinitionName(kind: .segment, name: name).path
        return try DefinitionEdit(session: session, path: path, command: "segment \(command)").perform(edit) {
            Console.message(Message(key, ["segment": .text(name)]))
        }
    }
}

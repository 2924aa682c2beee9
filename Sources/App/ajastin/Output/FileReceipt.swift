import Localization
import Model
import Render
import Store

/// What is told of a rendered file: rows, cells, bytes, time, and rows for each second.
struct FileReceipt {
    let rows: Int
    let cells: Int
    let bytes: Int
    let milliseconds: Int

    init(_ file: RenderedFile) {
        rows = file.rowCount
        cells = file.cellCount
        bytes = file.size
        milliseconds = Int((file.seconds * 1000).rounded())
    }

    init(_ artifact: ArtifactRecord) {
        rows = artifact.rowCount
        cells = artifact.cellCount
        bytes = Int(artifact.size)
        milliseconds = artifact.milliseconds
    }

    var rowsPerSecond: Int { rows * 1000 / max(milliseconds, 1) }

    var arguments: [String: MessageArgument] {
        [
            "rows": .integer(rows), "cells": .integer(cells), "bytes": .integer(bytes),
            "seconds": .decimal(unscaled: Int64(milliseconds), scale: 3), "rate": .integer(rowsPerSecond),
        ]
    }
}

extension MessageKey {
    static let fileReceipt: MessageKey = "cli.receipt.file"
}

/// The files that a run rendered.
enum FileListing {
    struct Row {
        var task: Int
        var artifact: ArtifactRecord
    }

    static func rows(run: Int64, in session: Session) throws -> [Row] {
        try session.store.read { try $0.deliveries.artifacts(run: run).map { Row(task: $0.task, artifact: $0.artifact) } }
    }

    static func of(_ session: Session) -> Listing<Row> {
        let words = session.words
        return Listing([
            .number("cli.column.task-number", "task", \.task),
            .text("cli.column.file", "file") { $0.artifact.name },
            .hidden("format") { .string($0.artifact.format) },
            .hidden("language") { .string($0.artifact.language.rawValue) },
            .hidden("sha256") { .string($0.artifact.sha256) },
            .number("cli.column.rows", "rows") { $0.artifact.rowCount },
            .number("cli.column.cells", "cells") { $0.artifact.cellCount },
            .number("cli.column.bytes", "bytes") { Int($0.artifact.size) },
            .both(
                "cli.column.seconds", "seconds", .right,
                text: { words.decimal(unscaled: Int64($0.artifact.milliseconds), scale: 3) },
                json: { .decimal(unscaled: Int64($0.artifact.milliseconds), scale: 3) }),
            .number("cli.column.rate", "rows_per_second") { FileReceipt($0.artifact).rowsPerSecond },
            .both(
                "cli.column.notes", "notes", text: { $0.artifact.notes.map { words.text($0) }.joined(separator: " ") },
                json: { .array($0.artifact.notes.map { .string(words.text($0)) }) }),
        ])
    }
}

import GRDB
import Model

/// How people call records: by their keys.
struct RecordNames {
    let db: Database
    let modules: [String: ModuleDefinition]

    /// The record's key, also where `run` has removed it; its identity where there is none to be found.
    func name(of record: Int64, in module: String, run: Int64) throws -> String {
        guard let key = modules[module]?.key else { return String(record) }
        let present = try String.fetchOne(
            db.cachedStatement(sql: "SELECT CAST(\(quoted(key)) AS TEXT) FROM \(quoted(module)) WHERE _id = ?"), arguments: [record])
        if let present { return present }
        let removed = try String.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT CAST(edit.old AS TEXT) FROM ajastin_edit_part AS part
                    CROSS JOIN ajastin_edit AS edit ON edit.part = part.id AND edit.record = ?
                    WHERE part.run = ? AND part.module = ? AND part.field = ? AND part.kind = 'remove' ORDER BY part.id DESC LIMIT 1
                    """), arguments: [record, run, module, key])
        return removed ?? String(record)
    }
}

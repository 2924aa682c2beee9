import Store
import TestSupport
import Testing

struct VersionTests {
    @Test func aDatabaseOfAnotherVersionIsRefusedAndLeftAsItIs() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("ajastin.sqlite")
        _ = try WorkspaceStore(path: path)
        _ = try WorkspaceStore(path: path)
        _ = try Tool.run("sqlite3", [path, "INSERT INTO grdb_migrations VALUES ('later')"])
        let error = try #require(throws: StoreError.self) { try WorkspaceStore(path: path) }
        #expect(error.code == .version)
        #expect(
            try Tool.run("sqlite3", [path, "SELECT identifier FROM grdb_migrations ORDER BY identifier"]).hasSuffix("later\n"))
    }

    @Test func aDatabaseOfAnEarlierVersionIsBroughtUpToDate() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("ajastin.sqlite")
        _ = try WorkspaceStore(path: path)
        let columns = "sha256 TEXT, run INT, task INT, name TEXT, format TEXT, language TEXT, size INT, row_count INT, cell_count INT,"
        let undoing = """
            DROP TABLE ajastin_log_mark; DELETE FROM grdb_migrations WHERE identifier IN ('2', '3', '4');
            DROP INDEX ajastin_drop_state; DROP INDEX ajastin_drop_rejects;
            DROP TABLE ajastin_artifact;
            CREATE TABLE ajastin_artifact (\(columns) milliseconds INT, notes TEXT, PRIMARY KEY (run, task, sha256)) WITHOUT ROWID;
            INSERT INTO ajastin_artifact VALUES ('ab', 1, 2, 'a.csv', 'csv', 'fi', 3, 4, 5, 6, '')
            """
        _ = try Tool.run("sqlite3", [path, undoing])
        let store = try WorkspaceStore(path: path)
        #expect(try Tool.run("sqlite3", [path, "SELECT count(*) FROM ajastin_log_mark"]) == "1\n")
        let kept = try store.read { try $0.deliveries.artifacts(run: 1) }
        #expect(kept.map(\.artifact.name) == ["a.csv"])
    }
}

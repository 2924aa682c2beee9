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
        _ = try Tool.run("sqlite3", [path, "DROP TABLE ajastin_log_mark; DELETE FROM grdb_migrations WHERE identifier = '2'"])
        _ = try WorkspaceStore(path: path)
        #expect(try Tool.run("sqlite3", [path, "SELECT count(*) FROM ajastin_log_mark"]) == "1\n")
    }
}

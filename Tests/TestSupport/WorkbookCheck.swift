/// The rules of ECMA-376 that Excel enforces when it opens a file, checked by `Tests/OOXMLCheck`.
package enum WorkbookCheck {
    private static let folder = Repository.root + "/Tests/OOXMLCheck"

    /// What breaks a rule in the workbooks at `paths`, a line for each; empty where all is well.
    package static func problems(of paths: String...) throws -> String {
        let outcome = try Tool.outcome(Tool.python, ["-B", folder + "/ooxml_check.py"] + paths)
        return outcome.output + outcome.errors
    }

    /// Lets the checker prove itself; throws where it fails to.
    package static func prove() throws {
        _ = try Tool.run(Tool.python, ["-B", "-m", "unittest", "discover", "-s", folder])
    }
}

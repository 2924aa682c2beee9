internal import Glibc
package import Model

/// Where the program of a tool lies.
package enum ToolProgram {
    /// The path of the program, which is relative to `folder`, with every symbolic link followed.
    package static func path(of program: String, in folder: String) -> Result<String, Problem> {
        guard let root = real(folder), let path = real(folder + "/" + program) else { return .failure(Problem(reason: .missing)) }
        guard path.hasPrefix(root == "/" ? root : root + "/") else { return .failure(Problem(reason: .outside)) }
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return .failure(Problem(reason: .missing)) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .failure(Problem(reason: .noFile)) }
        guard unsafe access(path, X_OK) == 0 else { return .failure(Problem(reason: .notExecutable)) }
        return .success(path)
    }

    /// What keeps a program from being run.
    package struct Problem: Error, Hashable {
        package init(reason: ToolProgramProblem) { self.reason = reason }

        package let reason: ToolProgramProblem
    }

    private static func real(_ path: String) -> String? {
        guard let found = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(found) }
        return unsafe String(cString: found)
    }
}

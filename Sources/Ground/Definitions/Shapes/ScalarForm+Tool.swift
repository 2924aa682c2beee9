import Model

/// The forms of scalars that only tools have.
extension ScalarForm {
    /// A file below `tools/`: a relative path that names nothing hidden and nothing above.
    static let program = ScalarForm(
        expected: .expectedProgram, schema: pattern("^[^/\\\\.\\s][^/\\\\]*(/[^/\\\\.][^/\\\\]*)*$")
    ) { text in
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty && !part.hasPrefix(".") && part.first?.isWhitespace == false && part.last?.isWhitespace == false
                && part.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 && $0 != "\\" }
        }
    }

    /// A number of seconds or minutes, up to 50 minutes.
    static let timeLimit = ScalarForm(
        expected: .expectedTimeLimit, schema: pattern("^[0-9]{1,5} ?(s|sec|seconds|sekuntia|min|minutes|minuuttia)$")
    ) { ToolReader.seconds($0) != nil }

    /// A number of MiB or GiB, from 16 MiB to 64 GiB.
    static let memoryLimit = ScalarForm(expected: .expectedMemoryLimit, schema: pattern("^[0-9]{1,5} ?(MiB|MB|Mt|GiB|GB|Gt)$")) {
        ToolReader.bytes($0) != nil
    }
}

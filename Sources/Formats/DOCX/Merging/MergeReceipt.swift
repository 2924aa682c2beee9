/// What a merge made.
package struct MergeReceipt: Hashable, Sendable {
    /// The letters made: one for each record, fewer where NEXT takes several into one.
    package var letters = 0
    /// The letters given up by SKIPIF.
    package var skipped = 0
    /// The records taken from the data.
    package var records = 0
    /// The files written.
    package var files = 0

    package init(letters: Int = 0, skipped: Int = 0, records: Int = 0, files: Int = 0) {
        self.letters = letters
        self.skipped = skipped
        self.records = records
        self.files = files
    }
}

package import Model
package import Store

/// What has become of a file.
package struct AppliedDrop: Sendable {
    /// A row that was not taken.
    package struct Rejection: Hashable, Sendable {
        /// The line of the file on which the row starts, from 1.
        package let line: Int
        package let reason: Message
    }

    package let record: DropRecord
    package let detail: DropDetail?
    /// The first rejected rows, at most ``rejectionLimit``.
    package let rejections: [Rejection]
    /// The file of all rejected rows, if there are any and this was no rehearsal.
    package let rejectedPath: String?
    /// Where the file is now.
    package let path: String
    /// Why the file could not leave its folder, if so; the next look at the folder tries again.
    package let leftBehind: IngestError?
    /// Whether the rows were applied at an earlier look already, and only the file's way out of its folder was left.
    package let isMoveOnly: Bool

    /// How many rejected rows are kept for showing.
    package static let rejectionLimit = 100
}

package import Tabular

/// A record whose letter has been made, for the name of its file.
package struct MergeRecord {
    /// Its number in the data, from 1.
    package let number: Int
    /// The batch that it is in, and its row there.
    package let batch: Batch
    package let row: Int
}

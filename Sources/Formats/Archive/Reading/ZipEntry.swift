/// An entry as the directory of its archive describes it; none of it is to be trusted before the bytes have been read.
package struct ZipEntry: Hashable, Sendable {
    /// Its place in the archive, from 0.
    package let index: Int
    /// Its name as UTF-8: as the archive says or, where it does not say, guessed between UTF-8 and code page 437.
    ///
    /// It may be absolute, lead upwards, or be taken twice: the caller judges.
    package let name: String
    /// The bytes that it holds.
    package let size: Int
    /// The bytes that it takes in the archive.
    package let compressedSize: Int
    /// Whether it only names a folder.
    package let isFolder: Bool
    /// Whether a password is needed to read it.
    package let isEncrypted: Bool
    /// Whether it is a symbolic link of Unix, its bytes being the target.
    package let isSymbolicLink: Bool
}

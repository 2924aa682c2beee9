internal import CCollation
package import Model

/// Sort keys: bytes whose order is the order of words in a language (Finnish: å ä ö after z).
///
/// Not for two threads at once: each thread opens its own.
package final class Collator {
    package let language: Language
    private let handle: Handle
    private var buffer = [UInt8](repeating: 0, count: 512)

    /// Opens ICU's collation rules of `language`.
    package init(_ language: Language) throws(LocalizationError) {
        self.language = language
        handle = try Handle(language)
    }

    /// Puts the sort key of a text in UTF-8 into `key`, in place of what was there; bytes that are no UTF-8 sort as U+FFFD.
    package func sortKey(_ utf8: UnsafeBufferPointer<UInt8>, into key: inout [UInt8]) throws(LocalizationError) {
        let size = try unsafe fill(utf8)
        key.removeAll(keepingCapacity: true)
        key.append(contentsOf: buffer[..<size])
    }

    /// The sort key of a text in UTF-8; bytes that are no UTF-8 sort as U+FFFD.
    package func sortKey(_ utf8: UnsafeBufferPointer<UInt8>) throws(LocalizationError) -> [UInt8] {
        Array(buffer[..<(try unsafe fill(utf8))])
    }

    /// The sort key of `text`.
    package func sortKey(_ text: String) throws(LocalizationError) -> [UInt8] {
        let bytes = Array(text.utf8)
        return try unsafe bytes.withUnsafeBufferPointer { bytes throws(LocalizationError) in try unsafe sortKey(bytes) }
    }

    /// Fills ``buffer`` and returns the size of the key, without the zero that ends ICU's.
    private func fill(_ utf8: UnsafeBufferPointer<UInt8>) throws(LocalizationError) -> Int {
        guard let length = Int32(exactly: utf8.count) else { throw LocalizationError.textTooLong }
        while true {
            let size = unsafe ajastin_sort_key(handle.raw, utf8.baseAddress, length, &buffer, Int32(buffer.count))
            guard size > 0 else { throw LocalizationError.collationFailed(language) }
            if Int(size) <= buffer.count { return Int(size) - 1 }
            buffer = [UInt8](repeating: 0, count: Int(size) * 2)
        }
    }
}

/// ICU's collator, closed when it goes out of scope.
@safe private struct Handle: ~Copyable {
    let raw: OpaquePointer

    init(_ language: Language) throws(LocalizationError) {
        var status: Int32 = 0
        guard let opened = unsafe ajastin_collator_open(language.rawValue, &status) else {
            throw LocalizationError.collationFailed(language)
        }
        unsafe raw = opened
    }

    deinit { unsafe ajastin_collator_close(raw) }
}

package import Model

/// Sort keys of texts, with a memory of those that were asked for before: names and cities of a list are few.
///
/// Not for two threads at once.
package final class SortKeyMemory {
    private struct Entry {
        var text: [UInt8] = []
        var key: [UInt8] = []
    }

    private let language: Language
    /// Opened when it is first needed: every connection has such memories, and most sort nothing.
    private var collator: Collator?
    /// A text may stand in one place only, which its bytes tell; whoever comes later takes it over.
    private var entries: [Entry] = []

    private static let placeCount = 8192
    /// Longer texts are seldom the same.
    private static let byteLimit = 64

    package init(_ language: Language) {
        self.language = language
    }

    /// ICU's collation rules of the language.
    private func opened() throws(LocalizationError) -> Collator {
        if let collator { return collator }
        let opened = try Collator(language)
        collator = opened
        entries = Array(repeating: Entry(), count: Self.placeCount)
        return opened
    }

    /// Lends `body` the sort key of a text in UTF-8; see ``Collator/sortKey(_:)``.
    package func withSortKey<Result>(
        of utf8: UnsafeBufferPointer<UInt8>, _ body: (UnsafeRawBufferPointer) -> Result
    ) throws(LocalizationError) -> Result {
        let collator = try opened()
        guard !utf8.isEmpty, utf8.count <= Self.byteLimit else {
            let key = unsafe try collator.sortKey(utf8)
            return unsafe key.withUnsafeBytes { unsafe body($0) }
        }
        // FNV-1a.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in utf8.indices { hash = unsafe (hash ^ UInt64(utf8[index])) &* 0x100_0000_01B3 }
        let place = Int((hash ^ hash >> 32) & UInt64(Self.placeCount - 1))
        let isKnown = unsafe entries[place].text.count == utf8.count && entries[place].text.elementsEqual(utf8)
        if !isKnown { entries[place] = Entry(text: unsafe Array(utf8), key: unsafe try collator.sortKey(utf8)) }
        return unsafe entries[place].key.withUnsafeBytes { unsafe body($0) }
    }
}

/// The map from the codes of a font to the text that they stand for (ISO 32000-1, 9.10.3), from which readers copy and search.
enum UnicodeMap {
    /// A code and its text.
    struct Entry {
        let code: UInt16
        let text: String
    }

    /// The map of `entries` as the content of a stream.
    static func make(_ entries: [Entry], codeByteCount: Int) -> TokenBuffer {
        let target = TokenBuffer(capacity: 4096)
        target.put(
            """
            /CIDInit/ProcSet findresource begin 12 dict begin begincmap
            /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
            /CMapName/Adobe-Identity-UCS def/CMapType 2 def
            1 begincodespacerange

            """)
        target.put(codeByteCount == 1 ? "<00><FF>" : "<0000><FFFF>")
        target.put("\nendcodespacerange\n")
        let shown = entries.filter { !$0.text.isEmpty }.sorted { $0.code < $1.code }
        for start in stride(from: 0, to: shown.count, by: 100) {
            let part = shown[start..<min(start + 100, shown.count)]
            target.put(part.count)
            target.put(" beginbfchar\n")
            for entry in part {
                target.put("<")
                if codeByteCount == 1 {
                    for shift: UInt16 in [4, 0] { target.put(Array("0123456789ABCDEF".utf8)[Int(entry.code >> shift & 15)]) }
                } else {
                    target.put(hexadecimal: entry.code)
                }
                target.put("><")
                for unit in entry.text.utf16 { target.put(hexadecimal: unit) }
                target.put(">\n")
            }
            target.put("endbfchar\n")
        }
        target.put("endcmap CMapName currentdict/CMap defineresource pop end end\n")
        return target
    }
}

import XML

/// The elements of WordprocessingML (ECMA-376 part 1, section 17) that merging looks at.
enum WordTag: String, Sendable {
    case other = ""
    case body
    case paragraph = "p"
    case paragraphProperties = "pPr"
    case run = "r"
    case runProperties = "rPr"
    case text = "t"
    case tab
    case fieldCharacter = "fldChar"
    case simpleField = "fldSimple"
    case instruction = "instrText"
    case table = "tbl"
    case row = "tr"
    case cell = "tc"
    case sectionProperties = "sectPr"
    case textBoxContent = "txbxContent"
    case footnote
    case endnote
    case deleted = "del"
    case movedFrom = "moveFrom"
    case bookmarkStart
    case bookmarkEnd
    case hyperlink
    case structuredTag = "sdt"
    case structuredTagProperties = "sdtPr"
    case headerReference
    case footerReference
    case footnoteReference
    case endnoteReference
    case commentRangeStart
    case commentRangeEnd
    case commentReference
    case sectionType = "type"
    case pageNumbering = "pgNumType"
    /// `mc:Fallback`, which repeats what the choice beside it holds (part 3, section 9).
    case fallback = "Fallback"

    /// The tag of an element; ``other`` for those of other vocabularies.
    init(_ tag: XMLTag) {
        if WordTag.isWord(tag) {
            self = tag.name == "Fallback" ? .other : WordTag(rawValue: tag.name) ?? .other
        } else if tag.namespace == "http://schemas.openxmlformats.org/markup-compatibility/2006", tag.name == "Fallback" {
            self = .fallback
        } else {
            self = .other
        }
    }

    /// Whether an element is of WordprocessingML, transitional or strict.
    static func isWord(_ tag: XMLTag) -> Bool {
        tag.namespace == "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            || tag.namespace == "http://purl.oclc.org/ooxml/wordprocessingml/main"
    }

    /// The children of section properties that stand before the page numbering (part 1, section 17.6.17).
    static let beforePageNumbering: Set<String> = [
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType",
    ]
}

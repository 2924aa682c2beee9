import OPC

/// Which links of a template its documents may have.
enum LinkPolicy {
    /// What becomes of a link.
    enum Verdict {
        case keep
        case drop
        /// A linked picture, in whose place a blank one comes.
        case blank
        /// A link to content that would be fetched.
        case refuse
    }

    /// The part with the blank picture.
    static let blankPart = "word/media/merge-blank.png"
    /// A transparent picture of one pixel.
    static let blankPicture: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00,
        0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1F, 0x15, 0xC4, 0x89, 0x00, 0x00, 0x00, 0x0B, 0x49, 0x44, 0x41, 0x54, 0x78,
        0xDA, 0x63, 0x60, 0x00, 0x02, 0x00, 0x00, 0x05, 0x00, 0x01, 0xE9, 0xFA, 0xDC, 0xD8, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E,
        0x44, 0xAE, 0x42, 0x60, 0x82,
    ]

    /// Whether a link stays.
    ///
    /// Addresses that people click do; the data source and the template that the document was made with do not
    /// (ECMA-376 part 1, sections 17.14.20 and 17.15.1.6).
    static func verdict(_ link: OPCRelationship) -> Verdict {
        let kind = link.type.split(separator: "/").last.map(String.init) ?? ""
        switch kind {
        case "attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "recipientData": return .drop
        // Another document or a page of the web, which is taken in when the document is opened (section 17.17.2).
        case "aFChunk": return .refuse
        default: break
        }
        guard link.isExternal else { return .keep }
        switch kind {
        case "hyperlink": return .keep
        case "image": return .blank
        default: return .refuse
        }
    }
}

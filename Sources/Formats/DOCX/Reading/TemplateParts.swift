import Archive
import OPC

/// A header or a footer of a template.
struct HeaderPart: Sendable {
    let program: PartProgram
    /// The links of the document that lead to it.
    let links: [OPCRelationship]
    let type: String
    /// Its own links, deflated.
    var ownLinks: DeflatedData?
}

/// A template made ready: programs for the parts that are merged, and everything else deflated once.
struct TemplateParts: Sendable {
    /// What an entry of the archive holds.
    enum Content: Sendable {
        case data(DeflatedData)
        case contentTypes
        case document
        case documentLinks
        case header(Int)
        case headerLinks(Int)
        case notes(Int)
    }

    var entries: [(name: String, content: Content)] = []
    var types: ContentTypes
    let document: PartProgram
    let documentLinks: [OPCRelationship]
    let headers: [HeaderPart]
    let notes: [PartProgram]
    let slots: SlotTable
    /// The headers that only documents of several records have.
    var emptyHeaders: [(link: OPCRelationship, name: String, type: String, data: DeflatedData)] = []
}

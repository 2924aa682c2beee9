import Archive
import OPC

/// Makes a template ready: reads its parts, compiles those that are merged, deflates the others.
struct TemplateBuilder {
    private let archive: TemplateArchive
    private let deflater = Deflater()
    private var slots = SlotTable()
    private(set) var fields: [TemplateField] = []
    private(set) var problems: [TemplateProblem] = []
    private var types: ContentTypes
    private var settings: Set<String> = []

    init(_ archive: TemplateArchive) {
        self.archive = archive
        types = archive.types
    }

    /// All parts.
    ///
    /// - Throws: `notADocument`, `tooLarge`, `damagedPart`, `linkedContent`, `part`, `io`.
    mutating func build() throws(DOCXError) -> TemplateParts {
        let tree = try archive.tree(archive.document)
        let plan = try SectionPlan(tree)
        let document = try compileDocument(tree, plan)
        let headers = try compileHeaders(plan)
        let notes = try compileNotes()
        for link in archive.documentLinks where link.type.hasSuffix("/settings") {
            if let part = archive.target(link) { settings.insert(part) }
        }
        let links = try cleaned(archive.documentLinks, of: archive.document) ?? archive.documentLinks
        let (entries, finished) = try entries(headers, notes)
        var parts = TemplateParts(
            entries: entries, types: types, document: document, documentLinks: links, headers: finished, notes: notes, slots: slots)
        try addEmptyHeaders(plan, tree, to: &parts)
        return parts
    }

    private mutating func take(_ compiler: PartCompiler) {
        slots = compiler.slots
        fields += compiler.listed
        problems += compiler.problems
    }

    private mutating func compileDocument(_ tree: PartTree, _ plan: SectionPlan) throws(DOCXError) -> PartProgram {
        var compiler = try PartCompiler(tree, slots: slots, extra: plan.patches)
        let body = tree.nodes[plan.body]
        let end = plan.last.map { tree.nodes[$0].start } ?? body.contentEnd
        var program = compiler.compile(
            repeated: plan.body + 1..<(plan.last ?? body.end), bytes: body.contentStart..<end, section: plan.last)
        take(compiler)
        if plan.last == nil {
            let markup = Array("<\(tree.prefix)sectPr></\(tree.prefix)sectPr>".utf8)
            program.section = [.literal(program.bytes.count..<program.bytes.count + markup.count)]
            program.bytes += markup
        }
        guard plan.needsParagraph || SectionPlan.lacksBreak(program.body) else { return program }
        // A paragraph as small as can be, lest it need a page to itself.
        let word = tree.prefix
        let before = Array(
            ("<\(word)p><\(word)pPr><\(word)spacing \(word)before=\"0\" \(word)after=\"0\" \(word)line=\"20\" \(word)lineRule=\"exact\"/>"
                + "<\(word)rPr><\(word)sz \(word)val=\"2\"/></\(word)rPr>").utf8)
        let after = Array("</\(word)pPr></\(word)p>".utf8)
        let start = program.bytes.count
        program.bytes += before + after
        program.body.append(
            .sectionBreak(before: start..<start + before.count, after: start + before.count..<program.bytes.count))
        return program
    }

    private mutating func compileHeaders(_ plan: SectionPlan) throws(DOCXError) -> [HeaderPart] {
        var linksTo: [(part: String, links: [OPCRelationship])] = []
        for link in archive.documentLinks where link.type.hasSuffix("/header") || link.type.hasSuffix("/footer") {
            guard let part = archive.target(link) else { continue }
            if let index = linksTo.firstIndex(where: { $0.part == part }) {
                linksTo[index].links.append(link)
            } else {
                linksTo.append((part, [link]))
            }
        }
        var headers: [HeaderPart] = []
        for (part, links) in linksTo {
            let tree = try archive.tree(part)
            var compiler = try PartCompiler(tree, slots: slots, extra: plan.isSingle ? SectionPlan.pageCounts(tree) : [])
            let program = compiler.compileWhole()
            take(compiler)
            headers.append(HeaderPart(program: program, links: links, type: types.type(of: part)))
        }
        return headers
    }

    /// The footnotes and endnotes, where there are any but the lines that separate them from the text.
    private mutating func compileNotes() throws(DOCXError) -> [PartProgram] {
        var notes: [PartProgram] = []
        for link in archive.documentLinks where link.type.hasSuffix("/footnotes") || link.type.hasSuffix("/endnotes") {
            guard let part = archive.target(link), !notes.contains(where: { $0.part == part }) else { continue }
            let tree = try archive.tree(part)
            let isSpecial = { (node: Int) in !["", "normal"].contains(tree.attributes[node]?["type"] ?? "") }
            let ordinary = tree.nodes.indices.filter { node in
                (tree.nodes[node].tag == .footnote || tree.nodes[node].tag == .endnote) && !isSpecial(node)
            }
            guard let first = ordinary.first, let last = ordinary.last else { continue }
            var compiler = try PartCompiler(tree, slots: slots)
            notes.append(
                compiler.compile(
                    repeated: first..<tree.nodes[last].end, bytes: tree.nodes[first].start..<tree.nodes[last].finish, section: nil))
            take(compiler)
        }
        return notes
    }

    /// The entries of the archive in the template's order, the media types first.
    private mutating func entries(
        _ headers: [HeaderPart], _ notes: [PartProgram]
    ) throws(DOCXError) -> ([(name: String, content: TemplateParts.Content)], [HeaderPart]) {
        var headers = headers
        var entries: [(name: String, content: TemplateParts.Content)] = [(ContentTypes.part, .contentTypes)]
        var hasDocumentLinks = false
        for name in archive.names where name.lowercased() != ContentTypes.part.lowercased() {
            if name == archive.document {
                entries.append((name, .document))
            } else if name == RelationshipsPart.name(of: archive.document) {
                hasDocumentLinks = true
                entries.append((name, .documentLinks))
            } else if let index = headers.firstIndex(where: { $0.program.part == name }) {
                entries.append((name, .header(index)))
            } else if let index = notes.firstIndex(where: { $0.part == name }) {
                entries.append((name, .notes(index)))
            } else if name != LinkPolicy.blankPart, !name.hasPrefix("_xmlsignatures/") {
                let data = try data(name)
                let owner = RelationshipsPart.owner(of: name)
                if let index = headers.firstIndex(where: { $0.program.part == owner }) {
                    headers[index].ownLinks = data
                    entries.append((name, .headerLinks(index)))
                } else {
                    entries.append((name, .data(data)))
                }
            }
        }
        if !hasDocumentLinks { entries.append((RelationshipsPart.name(of: archive.document), .documentLinks)) }
        if problems.contains(where: { $0.code == .linkedPicture }) {
            types.setDefault("png", "image/png")
            entries.append((LinkPolicy.blankPart, .data(try deflated(LinkPolicy.blankPicture))))
        }
        return (entries, headers)
    }

    /// The bytes of a part that is the same in every document, deflated.
    private mutating func data(_ name: String) throws(DOCXError) -> DeflatedData {
        if settings.contains(name) { return try deflated(try archive.tree(name).bytes) }
        let bytes = try archive.bytes(name)
        if let owner = RelationshipsPart.owner(of: name) {
            let links = try archive.links(of: owner)
            return try deflated(try cleaned(links, of: owner).map { RelationshipsPart.bytes($0) } ?? bytes)
        }
        let type = types.type(of: name)
        if type.contains("wordprocessingml") {
            try checkFields(try archive.tree(name))
        } else if name.lowercased().hasSuffix(".xml") || type.hasSuffix("xml") {
            try archive.check(bytes, name)
        }
        return try deflated(bytes)
    }

    /// Refuses a part that is copied as it is, such as comments, and has fields that would fetch or run something.
    private func checkFields(_ tree: PartTree) throws(DOCXError) {
        var reader = FieldReader(tree, try FieldMap(tree))
        _ = reader.read()
        guard let problem = reader.problems.first(where: { $0.code == .unsafeField }) else { return }
        throw DOCXError(.linkedContent, part: tree.part, subject: problem.subject)
    }

    /// The links that documents may have, of those of `part`; nil where that is all of them.
    private mutating func cleaned(_ links: [OPCRelationship], of part: String) throws(DOCXError) -> [OPCRelationship]? {
        var result: [OPCRelationship] = []
        for var link in links {
            switch LinkPolicy.verdict(link) {
            case .keep where link.type.hasSuffix("/digital-signature/origin"): break
            case .keep: result.append(link)
            case .drop: break
            case .refuse: throw DOCXError(.linkedContent, part: part, subject: link.type, reason: link.target)
            case .blank:
                let place = TemplatePlace(part: part, paragraph: 0, text: "")
                problems.append(TemplateProblem(code: .linkedPicture, place: place, subject: link.target))
                link.target = "/" + LinkPolicy.blankPart
                link.isExternal = false
                result.append(link)
            }
        }
        return result == links ? nil : result
    }

    private func addEmptyHeaders(_ plan: SectionPlan, _ tree: PartTree, to parts: inout TemplateParts) throws(DOCXError) {
        for (isNeeded, ending, id, element) in [
            (plan.needsEmptyHeader, "header", SectionPlan.emptyHeader, "hdr"),
            (plan.needsEmptyFooter, "footer", SectionPlan.emptyFooter, "ftr"),
        ] where isNeeded {
            guard let like = archive.documentLinks.first(where: { $0.type.hasSuffix("/\(ending)") }) else { continue }
            let markup = "<w:\(element) xmlns:w=\"\(tree.namespace)\"><w:p/></w:\(element)>"
            let name = "word/merge-empty-\(ending).xml"
            parts.emptyHeaders.append(
                (
                    link: OPCRelationship(id: id, type: like.type, target: "/" + name), name: name,
                    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.\(ending)+xml",
                    data: try deflated(Array(markup.utf8))
                ))
        }
    }

    private func deflated(_ bytes: [UInt8]) throws(DOCXError) -> DeflatedData {
        var crc = CRC32()
        crc.update(bytes)
        let block = try DOCXError.writing { () throws(ArchiveError) in try deflater.deflate(bytes, isLast: true) }
        return DeflatedData(pieces: [.memory(block)], crc: crc, byteCount: bytes.count)
    }
}

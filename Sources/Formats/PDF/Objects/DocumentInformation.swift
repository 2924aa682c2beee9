import Tabular

/// Writes what the document says of itself: its title, author, language and time, in the two forms that readers look for.
struct DocumentInformation {
    let report: PDFReport

    /// Adds the information dictionary; returns its object.
    func writeInfo(to file: ObjectFile) throws(PDFError) -> Int {
        let number = file.allocate()
        let (report, date) = (report, date)
        try file.add(number) { target in
            target.put("<</Title")
            target.put(textString: report.title)
            if !report.author.isEmpty {
                target.put("/Author")
                target.put(textString: report.author)
            }
            if !report.producer.isEmpty {
                target.put("/Producer")
                target.put(textString: report.producer)
            }
            target.put(text: "/CreationDate(D:\(date))/ModDate(D:\(date))>>")
        }
        return number
    }

    /// Adds the metadata (XMP); returns its object.
    func writeMetadata(to file: ObjectFile) throws(PDFError) -> Int {
        let number = file.allocate()
        let content = TokenBuffer(capacity: 2048)
        let time = report.created.iso(offset: report.createdOffset)
        let author = report.author.isEmpty ? "" : "<dc:creator><rdf:Seq><rdf:li>\(escaped(report.author))</rdf:li></rdf:Seq></dc:creator>"
        content.put(
            text:
                """
                <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
                xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
                <dc:format>application/pdf</dc:format>
                <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(escaped(report.title))</rdf:li></rdf:Alt></dc:title>\(author)
                <dc:language><rdf:Bag><rdf:li>\(escaped(report.language))</rdf:li></rdf:Bag></dc:language>
                <xmp:CreateDate>\(time)</xmp:CreateDate><xmp:ModifyDate>\(time)</xmp:ModifyDate>
                <pdf:Producer>\(escaped(report.producer))</pdf:Producer>
                </rdf:Description></rdf:RDF></x:xmpmeta>
                <?xpacket end="r"?>

                """)
        try file.addStream(number, content) { $0.put("/Type/Metadata/Subtype/XML") }
        return number
    }

    /// The time in the form of ISO 32000-1, 7.9.4.
    private var date: String {
        let iso = report.created.iso(offset: report.createdOffset)
        let digits = iso.prefix(19).filter(\.isNumber)
        let zone = iso.dropFirst(19)
        return digits + zone.prefix(3) + "'" + zone.suffix(2) + "'"
    }

    /// `text` as the content of an XML element, without the characters that XML has no room for.
    private func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

import CXML2

/// Writes a small XML document into memory, through libxml2.
///
/// Elements close with their scopes, and text is escaped, so what it makes is well formed.
@safe package final class XMLWriter {
    private let buffer: UnsafeMutablePointer<xmlBuffer>
    private let writer: OpaquePointer

    private init() throws(XMLError) {
        guard let buffer = unsafe xmlBufferCreate() else { throw XMLError(operation: "xmlBufferCreate") }
        guard let writer = unsafe xmlNewTextWriterMemory(buffer, 0) else {
            unsafe xmlBufferFree(buffer)
            throw XMLError(operation: "xmlNewTextWriterMemory")
        }
        unsafe self.buffer = unsafe buffer
        unsafe self.writer = unsafe writer
    }

    deinit {
        unsafe xmlFreeTextWriter(writer)
        unsafe xmlBufferFree(buffer)
    }

    /// The UTF-8 bytes of the document that `content` writes: a declaration and one root element.
    package static func document(_ content: (XMLWriter) throws(XMLError) -> Void) throws(XMLError) -> [UInt8] {
        let document = try XMLWriter()
        try document.check(unsafe xmlTextWriterStartDocument(document.writer, "1.0", "UTF-8", "yes"), "xmlTextWriterStartDocument")
        try content(document)
        return try document.finish()
    }

    /// The UTF-8 bytes that `content` writes, as a part of a document: without a declaration.
    package static func fragment(_ content: (XMLWriter) throws(XMLError) -> Void) throws(XMLError) -> [UInt8] {
        let fragment = try XMLWriter()
        try content(fragment)
        return try fragment.finish()
    }

    /// Writes an element with what `content` writes inside.
    ///
    /// - Parameter attributes: in the order in which they are written; those without a value are left out.
    package func element(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: () throws(XMLError) -> Void = {}
    ) throws(XMLError) {
        try check(unsafe xmlTextWriterStartElement(writer, name), "xmlTextWriterStartElement")
        for (key, value) in attributes {
            guard let value else { continue }
            try check(unsafe xmlTextWriterWriteAttribute(writer, key, XMLText.sanitized(value)), "xmlTextWriterWriteAttribute")
        }
        try content()
        try check(unsafe xmlTextWriterEndElement(writer), "xmlTextWriterEndElement")
    }

    /// Writes an element that holds `text` alone.
    package func element(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String) throws(XMLError) {
        try element(name, attributes) { () throws(XMLError) in try self.text(text) }
    }

    /// Writes text, escaped.
    package func text(_ text: String) throws(XMLError) {
        try check(unsafe xmlTextWriterWriteString(writer, XMLText.sanitized(text)), "xmlTextWriterWriteString")
    }

    private func finish() throws(XMLError) -> [UInt8] {
        try check(unsafe xmlTextWriterEndDocument(writer), "xmlTextWriterEndDocument")
        try check(unsafe xmlTextWriterFlush(writer), "xmlTextWriterFlush")
        let count = Int(unsafe xmlBufferLength(buffer))
        return unsafe Array(UnsafeBufferPointer(start: xmlBufferContent(buffer), count: count))
    }

    private func check(_ result: Int32, _ operation: String) throws(XMLError) {
        guard result >= 0 else { throw XMLError(operation: operation) }
    }
}

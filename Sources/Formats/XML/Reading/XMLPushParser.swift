import CXML2

/// Parses a document that came from outside, in chunks of any size, through libxml2's SAX2 interface.
///
/// Nothing is fetched, a declaration of a document type is an error, so that there are no entities but the five of XML itself, and
/// libxml2's limits on depth and on the length of names and texts hold. No tree is built.
@safe package final class XMLPushParser {
    private let context: xmlParserCtxtPtr
    private let link: HandlerLink
    private var isDone = false

    /// A parser at the start of a document; it keeps `handler` alive.
    ///
    /// - Throws: `memory`.
    package init(_ handler: any XMLHandler) throws(XMLReadError) {
        xmlInitParser()
        link = HandlerLink(handler)
        var callbacks = unsafe HandlerLink.callbacks()
        guard let context = unsafe xmlCreatePushParserCtxt(&callbacks, link.pointer, nil, 0, nil) else {
            throw XMLReadError(code: .memory, line: 0, reason: "xmlCreatePushParserCtxt")
        }
        unsafe self.context = unsafe context
        unsafe link.context = unsafe context
        // Without this option the five entities of XML would arrive as references in attributes; others cannot be declared.
        let options = XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        unsafe xmlCtxtUseOptions(context, Int32(bitPattern: options))
    }

    deinit { unsafe xmlFreeParserCtxt(context) }

    /// Parses the next bytes.
    ///
    /// - Throws: ``XMLReadError``, and what the handler throws.
    package func feed(_ bytes: ArraySlice<UInt8>) throws {
        guard !bytes.isEmpty else { return }
        try unsafe bytes.withUnsafeBytes { buffer in
            var rest = unsafe buffer
            while unsafe !rest.isEmpty {
                let count = min(rest.count, 1 << 20)
                try unsafe parse(rest.baseAddress?.assumingMemoryBound(to: CChar.self), count, isLast: false)
                unsafe rest = unsafe UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }

    /// Says that no bytes follow.
    ///
    /// - Throws: ``XMLReadError``, and what the handler throws.
    package func finish() throws {
        guard !isDone else { return }
        isDone = true
        try unsafe parse(nil, 0, isLast: true)
    }

    private func parse(_ bytes: UnsafePointer<CChar>?, _ count: Int, isLast: Bool) throws {
        let result = unsafe xmlParseChunk(context, bytes, Int32(count), isLast ? 1 : 0)
        if let failure = link.failure { throw failure }
        guard unsafe context.pointee.wellFormed == 0 || context.pointee.disableSAX != 0 else { return }
        let reason = unsafe context.pointee.lastError.message.map { unsafe String(cString: $0) } ?? "\(result)"
        throw unsafe XMLReadError(
            code: .malformed, line: Int(context.pointee.lastError.line), reason: String(reason.drop { $0 == "\n" }.prefix(200)))
    }
}

/// What libxml2 calls: hands on to the handler until something is thrown.
@safe private final class HandlerLink {
    private let handler: any XMLHandler
    private(set) var failure: (any Error)?
    var context: xmlParserCtxtPtr?

    init(_ handler: any XMLHandler) { self.handler = handler }

    /// This object as the C library keeps it, valid while it lives.
    var pointer: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

    private func forward(_ body: (any XMLHandler) throws -> Void) {
        guard failure == nil else { return }
        do { try body(handler) } catch { stop(error) }
    }

    private func stop(_ error: any Error) {
        failure = error
        unsafe xmlStopParser(context)
    }

    private func refuseDocumentType() {
        guard failure == nil else { return }
        let line = unsafe context?.pointee.input?.pointee.line ?? 0
        stop(XMLReadError(code: .documentType, line: Int(line), reason: "DOCTYPE"))
    }

    /// Calls `body` with the link that `pointer` is.
    private static func with(_ pointer: UnsafeMutableRawPointer?, _ body: (HandlerLink) -> Void) {
        guard let pointer = unsafe pointer else { return }
        unsafe Unmanaged<HandlerLink>.fromOpaque(pointer)._withUnsafeGuaranteedRef { body($0) }
    }

    static func callbacks() -> xmlSAXHandler {
        var callbacks = unsafe xmlSAXHandler()
        unsafe callbacks.initialized = XML_SAX2_MAGIC
        unsafe callbacks.startElementNs = { pointer, name, _, _, _, _, attributeCount, _, attributes in
            guard let name = unsafe name else { return }
            unsafe HandlerLink.with(pointer) { link in
                let element = unsafe XMLElement(name, attributes, count: Int(attributeCount))
                link.forward { handler in try handler.start(element) }
            }
        }
        unsafe callbacks.endElementNs = { pointer, name, _, _ in
            guard let name = unsafe name else { return }
            unsafe HandlerLink.with(pointer) { link in
                let name = unsafe XMLName(name)
                link.forward { handler in try handler.end(name) }
            }
        }
        let characters: charactersSAXFunc = { pointer, bytes, count in
            unsafe HandlerLink.with(pointer) { link in
                let text = unsafe UnsafeBufferPointer(start: bytes, count: Int(count))
                link.forward { handler in try unsafe handler.characters(text.span) }
            }
        }
        unsafe callbacks.characters = characters
        unsafe callbacks.ignorableWhitespace = characters
        unsafe callbacks.cdataBlock = characters
        unsafe callbacks.internalSubset = { pointer, _, _, _ in unsafe HandlerLink.with(pointer) { $0.refuseDocumentType() } }
        // Errors are looked up after each chunk; without this they would be printed.
        unsafe callbacks.serror = { _, _ in }
        return unsafe callbacks
    }
}

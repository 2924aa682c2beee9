import CXML2

/// Parses a document that came from outside, in chunks of any size, through libxml2's SAX2 interface.
///
/// Nothing is fetched, and a declaration of a document type is an error, so that there are no entities but the five of XML itself.
/// No tree is built. Beside libxml2's limits on the length of names and texts there are some of our own, since it compares each
/// attribute with all others and keeps the names of all open elements: 256 elements deep, 1000 attributes to an element, 256 KiB
/// to a tag or a comment.
@safe package final class XMLPushParser {
    private let context: xmlParserCtxtPtr
    private let link: HandlerLink
    private var isDone = false
    /// The bytes fed since something was found in them.
    private var quietByteCount = 0

    private static let quietLimit = 256 << 10
    private static let pieceSize = 64 << 10

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
                let count = min(rest.count, Self.pieceSize)
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
        // Errors of encodings know no parser and would be printed: the thread's handler takes them.
        unsafe xmlSetStructuredErrorFunc(nil) { _, _ in }
        let eventCount = link.eventCount
        let result = unsafe xmlParseChunk(context, bytes, Int32(count), isLast ? 1 : 0)
        if let failure = link.failure { throw failure }
        guard unsafe context.pointee.wellFormed == 0 || context.pointee.disableSAX != 0 else {
            quietByteCount = link.eventCount == eventCount ? quietByteCount + count : 0
            guard quietByteCount <= Self.quietLimit else {
                throw unsafe XMLReadError(code: .malformed, line: Int(context.pointee.input?.pointee.line ?? 0), reason: "a very long tag")
            }
            return
        }
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
    /// How many things have been found.
    private(set) var eventCount = 0
    private var depth = 0

    private static let depthLimit = 256
    private static let attributeLimit = 1000

    init(_ handler: any XMLHandler) { self.handler = handler }

    /// This object as the C library keeps it, valid while it lives.
    var pointer: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

    private func forward(_ body: (any XMLHandler) throws -> Void) {
        guard failure == nil else { return }
        eventCount &+= 1
        do { try body(handler) } catch { stop(error) }
    }

    private func stop(_ error: any Error) {
        failure = error
        unsafe xmlStopParser(context)
    }

    private func refuse(_ code: XMLReadError.Code, _ reason: String) {
        guard failure == nil else { return }
        let line = unsafe context?.pointee.input?.pointee.line ?? 0
        stop(XMLReadError(code: code, line: Int(line), reason: reason))
    }

    /// Notes that an element starts; refuses one that is too much.
    @inline(__always)
    private func enter(attributeCount: Int) {
        depth += 1
        if depth > Self.depthLimit || attributeCount > Self.attributeLimit { refuse(.malformed, "too deep, or too many attributes") }
    }

    /// Calls `body` with the link that `pointer` is.
    private static func with(_ pointer: UnsafeMutableRawPointer?, _ body: (HandlerLink) -> Void) {
        guard let pointer = unsafe pointer else { return }
        unsafe Unmanaged<HandlerLink>.fromOpaque(pointer)._withUnsafeGuaranteedRef { body($0) }
    }

    static func callbacks() -> xmlSAXHandler {
        var callbacks = unsafe xmlSAXHandler()
        unsafe callbacks.initialized = XML_SAX2_MAGIC
        unsafe callbacks.startElementNs = {
            pointer, name, prefix, namespace, declarationCount, declarations, attributeCount, _, attributes in
            guard let name = unsafe name else { return }
            unsafe HandlerLink.with(pointer) { link in
                link.enter(attributeCount: Int(attributeCount))
                let element = unsafe XMLElement(
                    name, prefix: prefix, namespace: namespace, declarations: declarations, declarationCount: Int(declarationCount),
                    attributes: attributes, attributeCount: Int(attributeCount))
                link.forward { handler in try handler.start(element) }
            }
        }
        unsafe callbacks.endElementNs = { pointer, name, _, _ in
            guard let name = unsafe name else { return }
            unsafe HandlerLink.with(pointer) { link in
                link.depth -= 1
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
        unsafe callbacks.internalSubset = { pointer, _, _, _ in unsafe HandlerLink.with(pointer) { $0.refuse(.documentType, "DOCTYPE") } }
        // Errors are looked up after each chunk; without this they would be printed.
        unsafe callbacks.serror = { _, _ in }
        return unsafe callbacks
    }
}

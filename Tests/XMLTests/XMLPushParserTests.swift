import Foundation
import TestSupport
import Testing
import XML

struct XMLPushParserTests {
    /// Writes down what it sees.
    private final class Recorder: XMLHandler {
        var events: [String] = []
        var text = ""
        var refused: String?

        struct Refusal: Error {}

        func start(_ element: borrowing XMLElement) throws {
            flush()
            for name in ["a", "b", "row"] as [StaticString] where element.isNamed(name) {
                events.append("<\(name) \(element.text("r") ?? "-") \(element.number("r").map(String.init) ?? "-")>")
            }
            if element.isNamed("stop") { throw Refusal() }
        }

        func end(_ name: borrowing XMLName) {
            flush()
            events.append(name.equals("a") ? "</a>" : name.equals("b") ? "</b>" : "</?>")
        }

        func characters(_ text: Span<UInt8>) {
            self.text += unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        }

        private func flush() {
            if !text.isEmpty { events.append(text) }
            text = ""
        }
    }

    private func events(_ document: some Sequence<UInt8>, chunk: Int) throws -> [String] {
        let recorder = Recorder()
        let parser = try XMLPushParser(recorder)
        let bytes = Array(document)
        for start in stride(from: 0, to: bytes.count, by: chunk) { try parser.feed(bytes[start..<min(start + chunk, bytes.count)]) }
        try parser.finish()
        return recorder.events
    }

    private func failure(_ document: String, chunk: Int = 7) -> XMLReadError.Code? {
        do {
            _ = try events(document.utf8, chunk: chunk)
            return nil
        } catch {
            return (error as? XMLReadError)?.code
        }
    }

    @Test(arguments: [1, 2, 3, 5, 8, 13, 1000])
    func seesTheSameWhateverTheChunks(chunk: Int) throws {
        let document = """
            <?xml version="1.0" encoding="UTF-8"?><x:a xmlns:x="urn:x" x:r="1 &amp; &#65;&lt;"><!-- no --><b r="42"/>å &gt;<![CDATA[<&]]>\
            </x:a>
            """
        #expect(try events(document.utf8, chunk: chunk) == ["<a 1 & A< ->", "<b 42 42>", "</b>", "å ><&", "</a>"])
    }

    @Test func readsUTF16() throws {
        let document = Array("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a r=\"7\">ä€</a>".utf16)
        let bytes: [UInt8] = [0xFF, 0xFE] + document.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try events(bytes, chunk: 64) == ["<a 7 7>", "ä€", "</a>"])
    }

    @Test func refusesDocumentTypes() throws {
        let bomb = """
            <?xml version="1.0"?><!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;&l;&l;&l;&l;&l;&l;&l;">]><a>&m;</a>
            """
        for chunk in [1, 7, 10_000] {
            #expect(failure(bomb, chunk: chunk) == .documentType)
            #expect(failure("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", chunk: chunk) == .documentType)
        }
    }

    @Test func refusesWhatIsNotWellFormed() {
        for document in [
            "", " ", "<a>", "<a></b>", "<a/><a/>", "<a", "<a>&nothing;</a>", "<a>\u{1}</a>", "text", "<a r=1/>", "<a>&#0;</a>",
        ] {
            let failure = failure(document)
            #expect(failure == .malformed, "\(document)")
        }
        #expect(failure(String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300)) == .malformed)
        let attributes = (0..<20_000).map { "a\($0)=\"\" " }.joined()
        #expect(failure("<a \(attributes)/>", chunk: 4096) == .malformed)
        #expect(failure("<a b=\"" + String(repeating: "x", count: 1_000_000) + "\"/>", chunk: 4096) == .malformed)
        #expect(failure("<a>\u{1}</a>", chunk: 2) == .malformed)
        #expect(failure("<a>" + String(repeating: "x", count: 100_000) + "</a>", chunk: 4096) == nil)
    }

    @Test func endsWithWhatTheHandlerThrows() throws {
        #expect(throws: Recorder.Refusal.self) { _ = try events("<a><stop/><b/></a>".utf8, chunk: 3) }
        #expect(throws: Recorder.Refusal.self) { _ = try events("<a><stop/><b/></a>".utf8, chunk: 300) }
    }
}

import Foundation
import TestSupport

/// A mail as Python's email package reads it, with all the defects that it finds.
struct ReadMail: Decodable {
    struct Attachment: Decodable, Equatable {
        var name: String
        var fallback: String?
        var type: String
        var sha256: String
        var size: Int
    }

    var headers: [String: String]
    var headerNames: [String]
    var recipients: [[String]]
    var sender: [String]
    var body: String
    var language: String
    var attachments: [Attachment]
    var defects: [String]
    var longestLine: Int
    var isASCII: Bool

    private static let script = """
        import email, email.header, email.policy, email.utils, hashlib, json, re, sys
        raw = open(sys.argv[1], 'rb').read()
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        parts = list(mail.walk())
        text = [part for part in parts if part.get_content_type() == 'text/plain'][0]
        fallback = re.search(b'filename="([^"]*)"', raw)
        # The older interface: the newer one of Python 3.11 puts blanks between the encoded words of a name.
        old = email.message_from_bytes(raw)
        def person(header):
            name, address = email.utils.parseaddr(re.sub(r'\\r\\n', '', old[header]))
            return [str(email.header.make_header(email.header.decode_header(name))), address]
        attachments = [(part, part.get_payload(decode=True)) for part in mail.iter_attachments()]
        print(json.dumps(dict(
            headers={name: str(value) for name, value in mail.items()},
            headerNames=mail.keys(),
            recipients=[person('To') for _ in mail['To'].addresses],
            sender=person('From'),
            body=text.get_content().replace('\\r\\n', '\\n'),
            language=str(text['Content-Language']),
            attachments=[dict(name=part.get_filename(), fallback=fallback.group(1).decode(), type=part.get_content_type(),
                sha256=hashlib.sha256(data).hexdigest(), size=len(data)) for part, data in attachments],
            defects=[str(d) for p in parts for d in p.defects] + [str(d) for p in parts for v in p.values() for d in v.defects],
            longestLine=max(len(line) for line in raw.split(b'\\r\\n')),
            isASCII=raw.isascii() and b'\\n' not in raw.replace(b'\\r\\n', b'') and b'\\r' not in raw.replace(b'\\r\\n', b''),
        )))
        """

    /// Reads the mail at `path`.
    init(_ path: String) throws {
        self = try JSONDecoder().decode(ReadMail.self, from: Data(try Tool.run(Tool.python, ["-c", ReadMail.script, path]).utf8))
    }
}

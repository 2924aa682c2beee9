import Model
import Testing

@testable import Actions

/// E-mail addresses that are well written, badly written, and nearly those of well-known providers.
struct EmailAddressTests {
    private func refusal(of text: String) -> ToolRefusal? {
        do throws(ToolRefusal) {
            try EmailAddress.check(text)
            return nil
        } catch { return error }
    }

    @Test(arguments: [
        "maija@teatteri.example", "maija.meikäläinen@äiti.fi", "a+b@x.fi", "o'brien@x.co.uk", "x@mail.com", "x@ymail.com", "x@gmx.com",
        "x@gmail.com", "x@hotmail.fi", "x@yahoo.co.uk", "x@live.fi", "x@elisanet.fi", "X@GMAIL.COM", "x@xn--iti-qla.fi", "x@outlook.fi",
        "x@kotimail.com", "x@pp.inet.fi", "x@gm.co", "x@suomi.fi",
    ]) func goodOnesPass(address: String) {
        #expect(refusal(of: address) == nil)
    }

    @Test(arguments: [
        ("maija", "tool.email.at"), ("a@b@c.fi", "tool.email.at"), ("@x.fi", "tool.email.local"), ("a..b@x.fi", "tool.email.local"),
        (".a@x.fi", "tool.email.local"), ("a b@x.fi", "tool.email.local"), ("maija@", "tool.email.domain"),
        ("maija@x", "tool.email.domain"),
        ("maija@-x.fi", "tool.email.domain"), ("maija@x..fi", "tool.email.domain"), ("maija@x.f", "tool.email.domain"),
        ("maija@1.2.3.4", "tool.email.domain"), ("maija@x_y.fi", "tool.email.domain"), ("maija@x.fi.", "tool.email.domain"),
        ("maija@x fi", "tool.email.domain"), (String(repeating: "a", count: 65) + "@x.fi", "tool.email.local"),
    ]) func badOnesAreRefused(address: String, key: String) {
        #expect(refusal(of: address)?.message.key.rawValue == key)
    }

    @Test(arguments: [
        ("m@gmial.com", "m@gmail.com"), ("m@gmai.com", "m@gmail.com"), ("m@gmail.con", "m@gmail.com"), ("m@gmail.fi", "m@gmail.com"),
        ("m@gmail.co", "m@gmail.com"), ("m@hotmial.com", "m@hotmail.com"), ("m@hotmail.fii", "m@hotmail.fi"),
        ("m@hotmal.fi", "m@hotmail.fi"),
        ("m@outlok.com", "m@outlook.com"), ("m@luuku.com", "m@luukku.com"), ("m@elisanet.if", "m@elisanet.fi"),
        ("m@saunalathi.fi", "m@saunalahti.fi"), ("m@yaho.com", "m@yahoo.com"), ("m@icluod.com", "m@icloud.com"),
    ]) func misspeltDomainsAreFound(address: String, meant: String) {
        #expect(refusal(of: address)?.message.arguments["suggestion"] == .text(meant))
    }
}

import Delivery
import Localization
import Model
import Tabular
import Testing

struct MailTextTests {
    private let finnish = Localizer(language: .fi) { _ in 7200 }
    private let english = Localizer(language: .en) { _ in 7200 }
    private let anna = Person(address: "anna@tuottaja.example", name: "Anna")

    private func listMail(rows: Int = 1234, way: ListMail.Way = .attachment) -> ListMail {
        ListMail(
            name: LocalizedText([.fi: "Viikkoraportti", .en: "Weekly report"]),
            list: LocalizedText([.fi: "Maksusuunnitelmat", .en: "Payment plans"]),
            rowCount: rows, fileName: "lista.zip", way: way, hasPassword: true, workspace: "Kaupunginteatteri")
    }

    @Test func listMailInFinnish() {
        #expect(
            listMail().text(for: anna, finnish)
                == MailText(
                    subject: "Raporttisi: Viikkoraportti",
                    body: """
                        Hei Anna!

                        Asiakaslistasi ”Maksusuunnitelmat” on valmis.

                        Listalla on 1\u{A0}234 riviä.
                        Löydät sen liitteenä olevasta tiedostosta lista.zip.

                        Tiedosto on suojattu salasanalla, jonka saat erikseen. Voit avata sen esimerkiksi 7-Zip- tai WinZip-ohjelmalla.

                        Ystävällisin terveisin
                        Kaupunginteatteri

                        """))
    }

    @Test func listMailInEnglish() {
        #expect(
            listMail(rows: 1).text(for: Person(address: "a@b.example"), english)
                == MailText(
                    subject: "Your report from Weekly report",
                    body: """
                        Hello,

                        Your customer list “Payment plans” is ready.

                        It has 1 row.
                        You will find it in the attached file lista.zip.

                        The file is protected with a password, which you will receive separately. You can open it with 7-Zip or WinZip, for example.

                        Kind regards,
                        Kaupunginteatteri

                        """))
    }

    @Test func ownTextsTakeThePlaceOfTheDefaults() throws {
        var mail = listMail(rows: 0, way: .link("https://x.example/1", until: try #require(Day(year: 2026, month: 12, day: 8))))
        mail.subject = LocalizedText([.fi: "Oma {name}", .en: "Own"])
        mail.messageText = "Tässä lista."
        mail.hasPassword = false
        let text = mail.text(for: anna, finnish)
        #expect(text.subject == "Oma {name}")
        #expect(
            text.body == """
                Hei Anna!

                Tässä lista.

                Tällä kertaa listalla ei ole yhtään riviä.
                Voit noutaa tiedoston lista.zip viimeistään 8.12.2026 osoitteesta
                https://x.example/1

                Ystävällisin terveisin
                Kaupunginteatteri

                """)
    }

    @Test(arguments: Language.allCases) func noticesAreWhole(language: Language) throws {
        let due = try #require(Instant(iso: "2026-11-26T09:00:00Z"))
        let reason = Message("delivery.bad-id", ["id": "x"])
        let notices: [NoticeMail] = [
            .passwordMissing(schedule: "Viikkoraportti", name: "viikkoraportti", due: due),
            .runFailed(schedule: "Viikkoraportti", run: "r1", due: due, reason: reason),
            .scheduleHeld(schedule: "Viikkoraportti", name: "viikkoraportti", reason: reason),
            .runHeld(schedule: "Viikkoraportti", run: "r1", due: due, reason: reason),
            .runAtRisk(schedule: "Viikkoraportti", run: "r1", due: due, reason: reason),
            .dropRejected(source: "Asiakkaat", file: "asiakkaat.csv", drop: "d1", reason: reason),
        ]
        for notice in notices {
            let text = notice.text(for: anna, workspace: "Teatteri", language == .fi ? finnish : english)
            #expect(!text.subject.contains("{") && !text.subject.contains("mail."))
            #expect(!text.body.contains("{") && !text.body.contains("mail."))
            #expect(text.body.contains("Anna"))
            #expect(text.body.contains("    ajastin "))
        }
    }

    @Test func heldScheduleIsToldInFinnish() throws {
        let due = try #require(Instant(iso: "2026-11-26T09:00:00Z"))
        let text = NoticeMail.passwordMissing(schedule: "Viikkoraportti", name: "viikko", due: due).text(
            for: anna, workspace: "Teatteri", finnish)
        #expect(text.subject == "Toimitus odottaa salasanaa: Viikkoraportti")
        #expect(
            text.body == """
                Hei Anna!

                Ajastettu toiminto ”Viikkoraportti”, jonka ajankohta oli 26.11.2026 klo 11.00, ei ole toimittanut asiakaslistaansa, koska sille ei ole asetettu salasanaa.

                Aseta salasana komennolla

                    ajastin password set viikko

                Ajo jatkuu sen jälkeen itsestään. Mitään ei ole kadonnut.

                Ystävällisin terveisin
                Teatteri

                """)
    }
}

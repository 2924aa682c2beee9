import Model
import Recurrence
import Tabular
import Testing

struct TimingDescriptionTests {
    /// A timing of product.md section 3 as JSON, and its words.
    struct Words: Sendable, CustomTestStringConvertible {
        var timing: String
        var fi: String
        var en: String
        var testDescription: String { en }
    }

    @Test(arguments: sentences) func saysWhatAPersonWouldSay(_ words: Words) throws {
        let message = TimingDescription(try TimingVector.timing(words.timing), workspaceZone: "Europe/Helsinki").message
        #expect(try Catalogue(.fi).text(message) == words.fi)
        #expect(try Catalogue(.en).text(message) == words.en)
    }

    @Test func hasWordsForEveryPattern() throws {
        let catalogues = try Language.allCases.map(Catalogue.init)
        for pattern in TimingExamples.patterns {
            for times in TimingExamples.times {
                for holidays in Timing.Holidays.allCases {
                    for shortMonths in Timing.ShortMonths.allCases {
                        let timing = Timing(
                            pattern: pattern, times: times, from: day("2026-11-01"), until: day("2027-06-30"), timeZone: "Asia/Kathmandu",
                            shortMonths: shortMonths, holidays: holidays)
                        let message = TimingDescription(timing, workspaceZone: "UTC").message
                        for catalogue in catalogues {
                            let text = catalogue.text(message)
                            #expect(!text.contains("⟦"), "\(text)")
                        }
                    }
                }
            }
        }
    }

    @Test func saysDailyForAllSevenDays() throws {
        let all = TimingDescription(Timing(pattern: .weekly(every: 1, on: Weekday.allCases.reversed())), workspaceZone: "UTC")
        #expect(all == TimingDescription(Timing(pattern: .daily(every: 1)), workspaceZone: "UTC"))
    }

    static let sentences: [Words] = [
        Words(
            timing: #"{"occurs": "weekly", "every": 2, "on": ["thursday"], "at": "11:00", "from": "2026-11-01"}"#,
            fi: "joka toinen torstai klo 11.00, 1.11.2026 alkaen", en: "every second Thursday at 11:00 from 1 November 2026"),
        Words(
            timing: #"{"occurs": "weekly", "every": 1, "on": ["thursday"], "at": "11:00", "from": "2026-11-01", "until": "2027-06-30"}"#,
            fi: "torstaisin klo 11.00, 1.11.2026–30.6.2027", en: "every Thursday at 11:00 from 1 November 2026 until 30 June 2027"),
        Words(
            timing: #"{"occurs": "weekly", "on": ["wednesday", "monday"], "at": ["16:30", "08:00"]}"#,
            fi: "maanantaisin ja keskiviikkoisin klo 8.00 ja 16.30", en: "every Monday and Wednesday at 08:00 and 16:30"),
        Words(
            timing: #"{"occurs": "weekly", "every": 2, "on": ["monday", "thursday", "sunday"], "at": "07:05"}"#,
            fi: "joka toinen viikko maanantaina, torstaina ja sunnuntaina klo 7.05",
            en: "every second week on Monday, Thursday and Sunday at 07:05"),
        Words(
            timing: #"{"occurs": "weekly", "every": 26, "on": ["saturday"], "at": "12:00"}"#,
            fi: "26 viikon välein lauantaina klo 12.00", en: "every 26 weeks on Saturday at 12:00"),
        Words(
            timing: #"{"occurs": "weekly", "on": ["monday", "tuesday", "wednesday", "thursday", "friday"], "at": "10:00"}"#,
            fi: "arkipäivisin klo 10.00", en: "on weekdays at 10:00"),
        Words(
            timing: #"{"occurs": "daily", "days": "weekdays", "every-hours": {"every": 2, "between": ["08:00", "18:00"]}}"#,
            fi: "arkipäivisin kahden tunnin välein klo 8.00–18.00", en: "on weekdays every two hours between 08:00 and 18:00"),
        Words(
            timing: #"{"occurs": "daily", "days": "weekdays", "before": "08:00"}"#,
            fi: "arkipäivisin, valmiina klo 8.00 mennessä", en: "on weekdays, ready by 08:00"),
        Words(timing: #"{"occurs": "daily", "every": 1, "at": "00:00"}"#, fi: "joka päivä klo 0.00", en: "every day at 00:00"),
        Words(
            timing: #"{"occurs": "daily", "every": 3, "at": "23:59", "until": "2026-12-24"}"#,
            fi: "joka kolmas päivä klo 23.59, 24.12.2026 asti", en: "every third day at 23:59 until 24 December 2026"),
        Words(timing: #"{"occurs": "daily", "every": 45, "at": "12:00"}"#, fi: "45 päivän välein klo 12.00", en: "every 45 days at 12:00"),
        Words(
            timing: #"{"occurs": "daily", "every": 1, "every-hours": {"every": 1, "between": ["09:30", "12:30"]}}"#,
            fi: "joka päivä tunnin välein klo 9.30–12.30", en: "every day every hour between 09:30 and 12:30"),
        Words(
            timing: #"{"occurs": "monthly", "every": 1, "week": "last", "weekday": "friday", "at": "15:00"}"#,
            fi: "joka kuun viimeisenä perjantaina klo 15.00", en: "on the last Friday of every month at 15:00"),
        Words(
            timing: #"{"occurs": "monthly", "every": 3, "week": "second", "weekday": "wednesday", "at": "09:00"}"#,
            fi: "joka kolmannen kuukauden toisena keskiviikkona klo 9.00", en: "on the second Wednesday of every third month at 09:00"),
        Words(
            timing: #"{"occurs": "monthly", "every": 1, "day": [15, "last"], "at": "11:00"}"#,
            fi: "kuukauden 15. ja viimeisenä päivänä klo 11.00", en: "on the 15th and the last day of every month at 11:00"),
        Words(
            timing: #"{"occurs": "monthly", "every": 1, "day": [1, 2, 3, 11, 22, 23], "at": "11:00"}"#,
            fi: "kuukauden 1., 2., 3., 11., 22. ja 23. päivänä klo 11.00",
            en: "on the 1st, the 2nd, the 3rd, the 11th, the 22nd and the 23rd of every month at 11:00"),
        Words(
            timing: #"{"occurs": "monthly", "every": 1, "day": 31, "at": "11:00"}"#,
            fi: "kuukauden viimeisenä päivänä klo 11.00", en: "on the last day of every month at 11:00"),
        Words(
            timing: #"{"occurs": "monthly", "every": 2, "day": 30, "at": "11:00"}"#,
            fi: "joka toisen kuukauden 30. päivänä klo 11.00 (lyhyemmissä kuukausissa viimeisenä päivänä)",
            en: "on the 30th of every second month at 11:00 (in shorter months on the last day)"),
        Words(
            timing: #"{"occurs": "monthly", "every": 1, "day": 31, "short-months": "skip", "at": "11:00"}"#,
            fi: "kuukauden 31. päivänä klo 11.00 (vain niissä kuukausissa, joissa päivä on)",
            en: "on the 31st of every month at 11:00 (only in months that have the day)"),
        Words(
            timing: #"{"occurs": "monthly", "every": 18, "day": 1, "at": "11:00"}"#,
            fi: "18 kuukauden välein kuukauden 1. päivänä klo 11.00", en: "on the 1st of the month every 18 months at 11:00"),
        Words(
            timing: #"{"occurs": "yearly", "month": 12, "day": 6, "at": "12:00"}"#,
            fi: "vuosittain 6. joulukuuta klo 12.00", en: "every year on 6 December at 12:00"),
        Words(
            timing: #"{"occurs": "yearly", "every": 2, "month": 10, "day": [15, 31], "at": "12:00"}"#,
            fi: "joka toinen vuosi 15. ja 31. lokakuuta klo 12.00", en: "every second year on 15 and 31 October at 12:00"),
        Words(
            timing: #"{"occurs": "yearly", "month": 2, "day": 30, "at": "12:00"}"#,
            fi: "vuosittain helmikuun viimeisenä päivänä klo 12.00", en: "every year on the last day of February at 12:00"),
        Words(
            timing: #"{"occurs": "yearly", "month": 2, "day": 29, "at": "12:00"}"#,
            fi: "vuosittain 29. helmikuuta klo 12.00 (muina kuin karkausvuosina 28. helmikuuta)",
            en: "every year on 29 February at 12:00 (on 28 February outside leap years)"),
        Words(
            timing: #"{"occurs": "yearly", "month": 3, "week": "third", "weekday": "sunday", "at": "04:00"}"#,
            fi: "vuosittain maaliskuun kolmantena sunnuntaina klo 4.00", en: "every year on the third Sunday of March at 04:00"),
        Words(
            timing: #"{"occurs": "hourly", "every": 2, "start": "08:00"}"#, fi: "kahden tunnin välein klo 8.00 alkaen",
            en: "every two hours starting at 08:00"),
        Words(
            timing:
                #"{"occurs": "hourly", "every": 36, "start": "17:00", "from": "2026-08-10", "until": "2026-12-31", "holidays": "skip"}"#,
            fi: "36 tunnin välein, 10.8.2026 klo 17.00 alkaen, 31.12.2026 asti",
            en: "every 36 hours from 17:00 on 10 August 2026 until 31 December 2026"),
        Words(
            timing: #"{"occurs": "daily", "at": "10:00", "holidays": "skip", "time-zone": "Europe/Helsinki"}"#,
            fi: "joka päivä klo 10.00; ei Suomen pyhäpäivinä", en: "every day at 10:00; not on Finnish public holidays"),
        Words(
            timing:
                #"{"occurs": "weekly", "on": ["friday"], "at": "10:00", "holidays": "previous-working-day", "time-zone": "America/New_York", "from": "2027-01-01"}"#,
            fi:
                "perjantaisin klo 10.00 (aikavyöhyke America/New_York), 1.1.2027 alkaen; Suomen pyhäpäivälle osuva ajo siirtyy edelliseen arkipäivään",
            en: "every Friday at 10:00 (time zone America/New_York) from 1 January 2027; "
                + "a run that falls on a Finnish public holiday moves to the previous working day"),
        Words(
            timing: #"{"occurs": "weekly", "on": ["tuesday"], "at": "10:00", "holidays": "next-working-day"}"#,
            fi: "tiistaisin klo 10.00; Suomen pyhäpäivälle osuva ajo siirtyy seuraavaan arkipäivään",
            en: "every Tuesday at 10:00; a run that falls on a Finnish public holiday moves to the next working day"),
        Words(
            timing: #"{"occurs": "rule", "rrule": "FREQ=MONTHLY;BYDAY=-1FR", "at": "15:00"}"#,
            fi: "joka kuun viimeisenä perjantaina klo 15.00", en: "on the last Friday of every month at 15:00"),
        Words(
            timing: #"{"occurs": "rule", "rrule": "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "at": "15:00"}"#,
            fi: "säännön FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO mukaan klo 15.00", en: "by the rule FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO at 15:00"),
    ]
}

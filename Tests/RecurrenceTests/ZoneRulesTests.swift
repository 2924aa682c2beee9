import Foundation
import Recurrence
import Tabular
import TestSupport
import Testing

struct ZoneRulesTests {
    @Test(arguments: offsets.keys.sorted()) func knowsTheOffsetsThatPythonKnows(_ name: String) throws {
        let zone = try SystemZones.database.rules(for: name)
        for pair in Self.offsets[name, default: ""].split(whereSeparator: \.isWhitespace) {
            let sides = pair.split(separator: "=")
            #expect(zone.offset(at: moment(String(sides[0]))) == Int(sides[1]), "\(name) \(pair)")
        }
    }

    @Test func changesExactlyAtTheTransition() throws {
        let zone = try SystemZones.helsinki()
        #expect(zone.offset(at: moment("2027-03-28T00:59:59.999999Z")) == 7200)
        #expect(zone.offset(at: moment("2027-03-28T01:00:00Z")) == 10_800)
        #expect(zone.offset(at: moment("2427-10-31T00:59:59Z")) == 10_800)
        #expect(zone.offset(at: moment("2427-10-31T01:00:00Z")) == 7200)
    }

    @Test(arguments: [
        ("Europe/Helsinki", "2027-03-28", "03:30", "2027-03-28T01:30:00Z"),  // missing: 04:30
        ("Europe/Helsinki", "2027-03-28", "04:00", "2027-03-28T01:00:00Z"),
        ("Europe/Helsinki", "2027-10-31", "03:30", "2027-10-31T00:30:00Z"),  // twice: the first
        ("Europe/Helsinki", "2027-10-31", "04:00", "2027-10-31T02:00:00Z"),
        ("Europe/Helsinki", "2427-03-28", "03:30", "2427-03-28T01:30:00Z"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45:00Z"),  // half an hour is missing: 02:45
        ("Australia/Lord_Howe", "2027-04-04", "01:45", "2027-04-03T14:45:00Z"),
        ("America/Nuuk", "2025-03-29", "23:30", "2025-03-30T01:30:00Z"),  // missing before midnight: 00:30 the next day
        ("Pacific/Apia", "2011-12-30", "10:00", "2011-12-30T20:00:00Z"),  // the whole day is missing
        ("America/Havana", "2024-11-03", "00:30", "2024-11-03T04:30:00Z"),
    ])
    func readsLocalTimes(_ name: String, _ date: String, _ time: String, _ expected: String) throws {
        let zone = try SystemZones.database.rules(for: name)
        let parts = time.split(separator: ":").compactMap { Int($0) }
        #expect(zone.instant(day(date), secondOfDay: parts[0] * 3600 + parts[1] * 60) == moment(expected))
    }

    @Test(arguments: ["Europe/Helsinki", "Australia/Lord_Howe", "America/St_Johns", "America/Nuuk", "Pacific/Apia", "Africa/Cairo"])
    func readsEveryLocalTimeAsASearchWould(_ name: String) throws {
        let zone = try SystemZones.database.rules(for: name)
        for date in [day("2011-12-25"), day("2027-03-20"), day("2027-04-01"), day("2027-10-25")] {
            for quarter in 0..<(96 * 14) {
                let local = date.number * 86_400 + quarter * 900
                let offsets = [-30, -1, 0, 1, 30].map { zone.offset(at: Instant(seconds: local + $0 * 3600)) }
                let readings = offsets.map { local - $0 }.filter { $0 + zone.offset(at: Instant(seconds: $0)) == local }
                let before = local - offsets.map { zone.offset(at: Instant(seconds: local - $0 - 86_400)) }[0]
                #expect(zone.instant(date, secondOfDay: quarter * 900).seconds == readings.min() ?? before, "\(name) \(local)")
            }
        }
    }

    @Test func readsEveryZoneOfTheSystem() throws {
        let table = try String(contentsOfFile: "/usr/share/zoneinfo/zone1970.tab", encoding: .utf8)
        let names = table.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { String($0.split(separator: "\t")[2]) }
        #expect(names.count > 200)
        for name in names {
            let offset = try SystemZones.database.rules(for: name).offset(at: moment("2400-01-01T00:00:00Z"))
            #expect(abs(offset) <= 14 * 3600, "\(name)")
        }
    }

    @Test func readsOldFilesWithoutARule() throws {
        let file = TZifBytes(version: 0, transitions: [(1_000_000, 1)], offsets: [0, 3600])
        let zone = try ZoneRules(name: "Old", tzif: file.bytes)
        #expect(zone.offset(at: Instant(seconds: 999_999)) == 0)
        #expect(zone.offset(at: moment("2400-07-01T00:00:00Z")) == 3600)
    }

    @Test(arguments: [
        ("EET-2EEST,M3.5.0/3,M10.5.0/4", "2100-07-01T00:00:00Z", 10_800), ("EET-2EEST,M3.5.0/3,M10.5.0/4", "2100-12-01T00:00:00Z", 7200),
        ("NST3:30NDT,M3.2.0,M11.1.0", "2100-07-01T00:00:00Z", -9000),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2100-12-01T00:00:00Z", 0), ("IST-1GMT0,M10.5.0,M3.5.0/1", "2100-07-01T00:00:00Z", 3600),
        ("XXX3EDT4,0/0,J365/23", "2100-07-01T00:00:00Z", -14_400), ("XXX3EDT4,0/0,J365/23", "2101-01-01T03:30:00Z", -14_400),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2100-03-28T00:59:59Z", -7200),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2100-03-28T01:00:00Z", -3600),
        ("AAA0BBB,J60/0,J61/0", "2096-03-01T12:00:00Z", 3600), ("AAA0BBB,59/0,60/0", "2096-02-29T12:00:00Z", 3600),
        ("AAA0BBB,J60/0,J61/0", "2096-02-29T12:00:00Z", 0), ("IST-2IDT,M3.4.4/26,M10.5.0", "2100-03-26T00:00:00Z", 10_800),
    ])
    func followsTheRuleAfterTheLastTransition(_ rule: String, _ instant: String, _ offset: Int) throws {
        let zone = try ZoneRules(name: "Rule", tzif: TZifBytes(version: 51, transitions: [], offsets: [0], footer: rule).bytes)
        #expect(zone.offset(at: moment(instant)) == offset)
    }

    @Test(arguments: [
        "EET", "E-2", "EET-25", "EET-2EEST", "EET-2EEST,M3.5.0", "EET-2EEST,M13.5.0,M10.5.0", "EET-2EEST,M3.6.0,M10.5.0", "EET-2x",
        "<EET-2",
    ])
    func refusesBrokenRules(_ rule: String) {
        #expect(throws: ZoneError(.malformed, name: "Rule")) {
            try ZoneRules(name: "Rule", tzif: TZifBytes(version: 50, transitions: [], offsets: [0], footer: rule).bytes)
        }
    }

    @Test func refusesEveryTruncation() throws {
        let whole = TZifBytes(version: 50, transitions: [(5, 1), (9, 0)], offsets: [0, 3600], footer: "EET-2").bytes
        _ = try ZoneRules(name: "Whole", tzif: whole)
        for length in 0..<whole.count {
            #expect(throws: ZoneError.self) { try ZoneRules(name: "Cut", tzif: Array(whole.prefix(length))) }
        }
    }

    @Test func neverTrapsOnDamagedFiles() throws {
        let whole = [UInt8](try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Helsinki")))
        var random = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            var damaged = whole
            for _ in 0..<3 { damaged[Int.random(in: damaged.indices, using: &random)] = .random(in: 0...255, using: &random) }
            do {
                let zone = try ZoneRules(name: "Damaged", tzif: damaged)
                #expect(abs(zone.offset(at: moment("2400-07-01T00:00:00Z"))) < 26 * 3600)
            } catch { #expect(error == ZoneError(.malformed, name: "Damaged")) }
        }
    }

    @Test func refusesTransitionsOutOfOrderAndTypesThatAreNotThere() {
        #expect(throws: ZoneError.self) {
            try ZoneRules(name: "Bad", tzif: TZifBytes(version: 50, transitions: [(9, 0), (5, 0)], offsets: [0], footer: "").bytes)
        }
        #expect(throws: ZoneError.self) {
            try ZoneRules(name: "Bad", tzif: TZifBytes(version: 50, transitions: [(9, 1)], offsets: [0], footer: "").bytes)
        }
        #expect(throws: ZoneError.self) {
            try ZoneRules(name: "Bad", tzif: TZifBytes(version: 50, transitions: [(.min, 0)], offsets: [0], footer: "").bytes)
        }
    }

    /// Offsets in seconds by moment, from python's zoneinfo.
    static let offsets: [String: String] = [
        "Europe/Helsinki": """
        1850-01-11T04:25Z=5989 1850-07-21T01:04Z=5989 1921-01-27T17:06Z=5989 1921-07-12T18:03Z=7200
        1985-01-17T06:02Z=7200 1985-07-03T13:26Z=10800 2007-01-03T07:05Z=7200 2007-07-18T13:03Z=10800
        2011-01-27T18:07Z=7200 2011-07-08T20:40Z=10800 2018-01-19T01:36Z=7200 2018-07-19T12:03Z=10800
        2024-01-08T01:35Z=7200 2024-07-28T04:18Z=10800 2038-01-14T04:34Z=7200 2038-07-04T18:19Z=10800
        2099-01-18T21:11Z=7200 2099-07-04T18:36Z=10800 2500-01-21T06:23Z=7200 2500-07-04T17:45Z=10800
        9000-01-03T18:03Z=7200 9000-07-20T06:31Z=10800
        """,
        "America/New_York": """
        1850-01-22T17:27Z=-17762 1850-07-25T10:29Z=-17762 1921-01-19T14:23Z=-18000 1921-07-10T07:50Z=-14400
        1985-01-06T22:49Z=-18000 1985-07-08T02:36Z=-14400 2007-01-10T16:31Z=-18000 2007-07-11T23:28Z=-14400
        2011-01-10T19:04Z=-18000 2011-07-04T16:26Z=-14400 2018-01-06T10:09Z=-18000 2018-07-16T13:02Z=-14400
        2024-01-22T02:48Z=-18000 2024-07-18T18:50Z=-14400 2038-01-27T10:21Z=-18000 2038-07-23T11:38Z=-14400
        2099-01-16T18:51Z=-18000 2099-07-15T02:53Z=-14400 2500-01-03T08:30Z=-18000 2500-07-23T21:04Z=-14400
        9000-01-02T23:44Z=-18000 9000-07-10T20:36Z=-14400
        """,
        "America/St_Johns": """
        1850-01-22T14:18Z=-12652 1850-07-23T12:56Z=-12652 1921-01-22T11:01Z=-12652 1921-07-15T11:10Z=-9052
        1985-01-20T03:31Z=-12600 1985-07-02T06:49Z=-9000 2007-01-10T04:47Z=-12600 2007-07-08T12:25Z=-9000
        2011-01-28T15:05Z=-12600 2011-07-06T14:25Z=-9000 2018-01-18T08:56Z=-12600 2018-07-05T13:55Z=-9000
        2024-01-18T08:45Z=-12600 2024-07-14T11:43Z=-9000 2038-01-13T07:09Z=-12600 2038-07-03T05:09Z=-9000
        2099-01-08T21:14Z=-12600 2099-07-01T15:53Z=-9000 2500-01-19T05:16Z=-12600 2500-07-10T00:09Z=-9000
        9000-01-14T17:23Z=-12600 9000-07-20T18:20Z=-9000
        """,
        "Australia/Lord_Howe": """
        1850-01-05T22:54Z=38180 1850-07-17T19:41Z=38180 1921-01-22T23:03Z=36000 1921-07-15T21:51Z=36000
        1985-01-18T12:25Z=41400 1985-07-13T12:06Z=37800 2007-01-16T20:25Z=39600 2007-07-02T06:04Z=37800
        2011-01-07T14:10Z=39600 2011-07-04T10:38Z=37800 2018-01-02T03:00Z=39600 2018-07-19T04:34Z=37800
        2024-01-04T11:39Z=39600 2024-07-01T02:55Z=37800 2038-01-07T19:24Z=39600 2038-07-05T20:16Z=37800
        2099-01-12T19:23Z=39600 2099-07-16T03:07Z=37800 2500-01-28T15:29Z=39600 2500-07-16T15:19Z=37800
        9000-01-03T04:06Z=39600 9000-07-24T10:47Z=37800
        """,
        "Asia/Kathmandu": """
        1850-01-09T15:53Z=20476 1850-07-23T05:33Z=20476 1921-01-01T06:33Z=19800 1921-07-12T04:44Z=19800
        1985-01-18T00:48Z=19800 1985-07-17T09:41Z=19800 2007-01-28T02:44Z=20700 2007-07-28T08:33Z=20700
        2011-01-12T05:22Z=20700 2011-07-25T07:34Z=20700 2018-01-18T16:21Z=20700 2018-07-21T07:39Z=20700
        2024-01-26T06:51Z=20700 2024-07-08T12:47Z=20700 2038-01-26T07:12Z=20700 2038-07-17T15:22Z=20700
        2099-01-24T00:01Z=20700 2099-07-26T08:30Z=20700 2500-01-09T06:44Z=20700 2500-07-20T11:28Z=20700
        9000-01-26T23:22Z=20700 9000-07-12T02:14Z=20700
        """,
        "Europe/Dublin": """
        1850-01-04T07:30Z=-1521 1850-07-07T10:13Z=-1521 1921-01-16T19:57Z=0 1921-07-20T00:30Z=3600
        1985-01-21T11:51Z=0 1985-07-21T02:53Z=3600 2007-01-22T03:58Z=0 2007-07-13T22:48Z=3600
        2011-01-07T15:56Z=0 2011-07-06T13:50Z=3600 2018-01-21T10:05Z=0 2018-07-26T23:25Z=3600
        2024-01-15T12:47Z=0 2024-07-03T23:10Z=3600 2038-01-06T04:01Z=0 2038-07-05T18:57Z=3600
        2099-01-15T20:09Z=0 2099-07-20T19:30Z=3600 2500-01-22T11:09Z=0 2500-07-18T17:08Z=3600
        9000-01-01T00:51Z=0 9000-07-24T20:06Z=3600
        """,
        "America/Nuuk": """
        1850-01-17T23:59Z=-12416 1850-07-05T13:55Z=-12416 1921-01-07T06:01Z=-10800 1921-07-09T06:18Z=-10800
        1985-01-17T07:48Z=-10800 1985-07-19T10:16Z=-7200 2007-01-18T13:53Z=-10800 2007-07-05T01:58Z=-7200
        2011-01-24T11:57Z=-10800 2011-07-15T21:37Z=-7200 2018-01-27T16:26Z=-10800 2018-07-27T16:08Z=-7200
        2024-01-18T04:33Z=-7200 2024-07-17T00:55Z=-3600
        """,
        "Pacific/Apia": """
        1850-01-15T05:38Z=45184 1850-07-01T04:11Z=45184 1921-01-05T15:39Z=-41400 1921-07-24T03:35Z=-41400
        1985-01-02T10:43Z=-39600 1985-07-17T16:35Z=-39600 2007-01-16T03:56Z=-39600 2007-07-18T01:15Z=-39600
        2011-01-07T08:02Z=-36000 2011-07-25T03:32Z=-39600 2018-01-15T17:01Z=50400 2018-07-25T02:28Z=46800
        """,
        "Pacific/Chatham": """
        1850-01-11T19:32Z=44028 1850-07-20T16:12Z=44028 1921-01-23T08:28Z=44100 1921-07-17T17:51Z=44100
        1985-01-16T16:15Z=49500 1985-07-23T16:56Z=45900 2007-01-09T17:57Z=49500 2007-07-07T14:08Z=45900
        2011-01-14T03:25Z=49500 2011-07-15T10:04Z=45900 2018-01-22T07:27Z=49500 2018-07-03T06:42Z=45900
        2024-01-10T03:57Z=49500 2024-07-25T04:45Z=45900 2038-01-21T21:23Z=49500 2038-07-05T08:56Z=45900
        2099-01-05T14:14Z=49500 2099-07-24T03:25Z=45900 2500-01-16T05:42Z=49500 2500-07-27T07:10Z=45900
        9000-01-23T13:32Z=49500 9000-07-13T10:26Z=45900
        """,
        "Asia/Tehran": """
        1850-01-07T11:20Z=12344 1850-07-03T23:23Z=12344 1921-01-01T10:35Z=12344 1921-07-15T14:45Z=12344
        1985-01-01T12:21Z=12600 1985-07-17T19:18Z=12600 2007-01-17T02:07Z=12600 2007-07-26T07:56Z=12600
        2011-01-04T02:16Z=12600 2011-07-09T01:57Z=16200 2018-01-25T05:17Z=12600 2018-07-25T04:52Z=16200
        """,
        "Africa/Casablanca": """
        1850-01-14T21:52Z=-1820 1850-07-09T12:09Z=-1820 1921-01-18T16:36Z=0 1921-07-16T22:20Z=0
        1985-01-03T08:03Z=3600 1985-07-26T22:11Z=3600 2007-01-14T02:17Z=0 2007-07-01T20:05Z=0
        2011-01-26T08:05Z=0 2011-07-20T07:04Z=3600 2018-01-09T03:29Z=0 2018-07-01T10:35Z=3600
        2024-01-14T08:39Z=3600 2024-07-05T01:33Z=3600
        """,
    ]
}

import Model
import Tabular
import Testing

@testable import Definitions

struct TimingRequestsTests {
    private static func read(_ text: String) -> TimingRequests { TimingRequests(text, file: "t.yaml", context: SmallWorkspace.context) }

    private static let timing = Timing(pattern: .daily(every: 1), times: .at([LocalTime(minutes: 480)]))

    @Test(arguments: ["occurs: daily\nat: 8:00", "{\"occurs\": \"daily\", \"at\": [\"08:00\", \"8:00\"]}"])
    func readsATiming(text: String) {
        let requests = TimingRequestsTests.read(text)
        #expect(requests.requests == [TimingRequests.Request(timing: TimingRequestsTests.timing)])
        #expect(!requests.isList)
        #expect(requests.diagnostics == [])
    }

    @Test func readsAListOfBothForms() {
        let requests = TimingRequestsTests.read(
            "[{\"occurs\": \"daily\", \"at\": \"08:00\"}, {\"timing\": {\"occurs\": \"daily\", \"at\": \"08:00\"}, \"after\": \"1970-01-01T00:00:09Z\", \"count\": 6}]"
        )
        #expect(requests.isList)
        #expect(
            requests.requests == [
                TimingRequests.Request(timing: TimingRequestsTests.timing),
                TimingRequests.Request(timing: TimingRequestsTests.timing, after: Instant(seconds: 9), count: 6),
            ])
    }

    @Test func onlyWarnsOfATimingThatNeverOccurs() {
        let requests = TimingRequestsTests.read("{occurs: daily, at: 8:00, from: 2026-02-02, until: 2026-02-01}")
        #expect(requests.diagnostics.map(SmallWorkspace.summary) == ["t.yaml:1:52 recurrence.until.before-from"])
        #expect(requests.requests.count == 1 && !requests.hasErrors)
    }

    @Test(arguments: [
        ("", ["1:1 timing.empty"]), ("[{occurs: dail, at: 8:00}]", ["1:11 unknown.near daily"]),
        ("{timing: {occurs: daily, at: 8:00}, count: 0, after: now}", ["1:44 value.range", "1:54 value.wrong"]), ("x", ["1:1 value.wrong"]),
    ])
    func tellsWhatIsWrong(text: String, problems: [String]) {
        #expect(TimingRequestsTests.read(text).diagnostics.map(SmallWorkspace.summary) == problems.map { "t.yaml:\($0)" })
    }
}

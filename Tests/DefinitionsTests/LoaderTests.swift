import Model
import Tabular
import Testing

@testable import Definitions

struct LoaderTests {
    @Test func readsEveryKindOfDefinition() throws {
        let loaded = SmallWorkspace.load()
        #expect(loaded.diagnostics == [])
        let catalog = loaded.catalog
        #expect(catalog.settings.name == "Teatteri")
        #expect(catalog.settings.timeZone == "Europe/Helsinki")
        #expect(catalog.recipients.people["anna@tuottaja.example"] == Person(address: "anna@tuottaja.example", name: "Anna", language: .en))
        #expect(catalog.modules["purchases"]?.parent == ModuleDefinition.Parent(field: "customer_id", module: "customers"))
        #expect(catalog.modules["customers"]?.field("total_spent")?.columnType == .decimal(scale: 2))
        #expect(catalog.sources["customers"]?.rejectLimit == .basisPoints(100))
        #expect(catalog.segments["aktiiviset"]?.label.text(in: .en) == "Active ones")
        #expect(catalog.formulas["saldo"]?.isActive == true)
        let schedule = try #require(catalog.schedules["viikko"])
        #expect(schedule.tasks.map(\.kind) == [.refreshSegment, .bulkEdit, .createActivities, .runFormulas, .deliverList])
        guard case .bulkEdit(let edit) = schedule.tasks[1] else { throw Unexpected() }
        #expect(
            edit.assignments == [
                BulkEditTask.Assignment(field: "birth_date", value: .actionDate),
                BulkEditTask.Assignment(field: "total_spent", value: .value(.decimal(unscaled: 1250, scale: 2))),
                BulkEditTask.Assignment(field: "phone", value: .clear),
            ])
        guard case .deliverList(let delivery) = schedule.tasks[4] else { throw Unexpected() }
        #expect(delivery.lists.first?.design.formats == [.xlsx, .csv])
        #expect(delivery.lists.first?.label.text(in: .fi) == "Aktiiviset")
        #expect(delivery.recipients == [.group("tuottajat")])
        #expect(delivery.usesPassword)
    }

    /// YAML 1.1 would read `on` as true and 11:00 as 660.
    @Test func readsKeysAndTimesAsTheyAreWritten() throws {
        let timing = try #require(SmallWorkspace.load().catalog.schedules["viikko"]?.timing)
        #expect(timing.pattern == .weekly(every: 1, on: [.thursday]))
        #expect(timing.times == .at([LocalTime(minutes: 660)]))
        #expect(timing.from == Day(iso: "2026-11-01"))
    }

    @Test func readsTheSameTextsTheSame() {
        #expect(SmallWorkspace.load().catalog == SmallWorkspace.load().catalog)
    }

    @Test(arguments: [
        ("1%", SourceDefinition.RejectLimit.basisPoints(100)), ("0.5%", .basisPoints(50)), ("'0,25 %'", .basisPoints(25)),
        ("100%", .basisPoints(10_000)), ("12", .rows(12)), ("0", .rows(0)),
    ])
    func readsRejectLimits(text: String, limit: SourceDefinition.RejectLimit) {
        let loaded = SmallWorkspace.load(["sources/customers.yaml": "folder: customers\nmodule: customers\nreject-limit: \(text)"])
        #expect(loaded.catalog.sources["customers"]?.rejectLimit == limit)
        #expect(!loaded.hasErrors)
    }

    @Test(arguments: [
        ("birth_date", "2026-11-24", FieldValue.day(Day(number: 20_781))), ("birth_date", "24.11.2026", .day(Day(number: 20_781))),
        ("total_spent", "-0,5", .decimal(unscaled: -50, scale: 2)), ("total_spent", "12", .decimal(unscaled: 1200, scale: 2)),
        ("consent", "true", .boolean(true)), ("visits", "-7", .integer(-7)), ("status", "lapsed", .text("lapsed")),
        ("last_name", "007", .text("007")), ("phone", "+358 40 123 4567", .text("+358 40 123 4567")), ("email", "a@b", .text("a@b")),
        ("seen_at", "1970-01-01T00:00:01Z", .instant(Instant(seconds: 1))), ("last_name", "{value: no}", .text("no")),
    ])
    func readsValuesByTheirFields(field: String, text: String, value: FieldValue) {
        let schedule = "tasks:\n  - bulk-edit: {segment: aktiiviset, set: {\(field): '\(text)'}}"
        let unquoted = ["consent", "last_name"].contains(field) ? schedule.replacing("'", with: "") : schedule
        let loaded = SmallWorkspace.load(["schedules/viikko.yaml": unquoted])
        let edit = BulkEditTask(segment: "aktiiviset", assignments: [BulkEditTask.Assignment(field: field, value: .value(value))])
        #expect(loaded.catalog.schedules["viikko"]?.tasks == [.bulkEdit(edit)])
        #expect(loaded.diagnostics == [])
    }

    @Test(arguments: [("2 days", 2), ("1 day", 1), ("10 pv", 10), ("3 päivää", 3), ("14", 14), ("0", 0)])
    func readsDueDays(text: String, days: Int) {
        #expect(ActivityReader.due(text) == .days(days))
    }

    private struct Unexpected: Error {}
}

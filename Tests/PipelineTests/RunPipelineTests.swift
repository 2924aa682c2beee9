import Foundation
import Model
import Pipeline
import Store
import Tabular
import TestSupport
import Testing

struct RunPipelineTests {
    @Test func carriesOutItsTasksRefreshFirst() throws {
        let fixture = try PipelineFixture()
        try fixture.setPassword("Salasana-1")
        let id = try fixture.enqueue()
        let worker = try RunWorker(try fixture.environment())
        let run = try #require(try worker.runNext())
        #expect(run.state == .succeeded)
        #expect(try worker.runNext() == nil)
        let tasks = try fixture.store.read { try $0.runs.tasks(of: id) }
        #expect(tasks.map(\.kind) == [.refreshSegment, .bulkEdit, .createActivities, .deliverList])
        #expect(tasks.map(\.state) == [.succeeded, .succeeded, .succeeded, .succeeded])
        #expect(tasks.map(\.affected) == [3, 3, 3, 3])
        let journal = try fixture.store.read { try $0.edits.journal(run: id, modules: fixture.catalog.modules) }
        #expect(journal.map(\.record) == ["1", "2", "3"])
        #expect(journal.allSatisfy { $0.field == "contacted_on" && $0.old == .null && $0.new == .text("2026-11-26") })
        let activities = try fixture.store.read { try $0.activities.list(run: id) }.map(\.activity)
        #expect(activities.map(\.title) == ["Soita: Öhman", "Soita: =1+1", "Soita: Aho & <Co>"])
        #expect(activities.allSatisfy { $0.assignee == "maija@teatteri.example" && $0.due.iso == "2026-11-28" })
        #expect(try fixture.spooled().count == 2)
    }

    @Test func aRunWithoutItsPasswordIsHeldAndToldOnceAndGoesOn() throws {
        let fixture = try PipelineFixture()
        let id = try fixture.enqueue()
        let worker = try RunWorker(try fixture.environment())
        let held = try #require(try worker.runNext())
        #expect(held.state == .waiting)
        #expect(held.held?.key == "run.password-missing")
        #expect(try worker.runNext() == nil)
        #expect(try fixture.spooled() == ["000001-held"])
        let notice = try String(contentsOfFile: fixture.folders.spool + "/new/000001-held/message.eml", encoding: .utf8)
        #expect(notice.contains("maija@teatteri.example"))
        try fixture.setPassword("Salasana-1")
        let done = try #require(try RunWorker(try fixture.environment(now: PipelineFixture.now + .seconds(86_400))).runNext())
        #expect(done.id == id)
        #expect(done.state == .succeeded)
        #expect(try fixture.spooled().count == 3)
        // The day on which the run started stays its date.
        let journal = try fixture.store.read { try $0.edits.journal(run: id, modules: fixture.catalog.modules) }
        #expect(Set(journal.map(\.new)) == [.text("2026-11-26")])
    }

    @Test func aFailedTaskFailsTheRunAndTellsTheOwner() throws {
        let fixture = try PipelineFixture()
        try fixture.setPassword("Salasana-1")
        let id = try fixture.enqueue()
        try Data().write(to: URL(fileURLWithPath: fixture.folders.artifacts))  // a file where the folder should be
        let failed = try #require(try RunWorker(try fixture.environment()).runNext())
        #expect(failed.state == .failed)
        #expect(failed.reason?.key == "file.other")
        #expect(try fixture.store.read { try $0.runs.tasks(of: id) }.map(\.state) == [.succeeded, .succeeded, .succeeded, .failed])
        #expect(try fixture.spooled() == ["000001-failed-1"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folders.temporary).isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folders.spool + "/tmp").isEmpty)

        try FileManager.default.removeItem(atPath: fixture.folders.artifacts)
        #expect(try fixture.store.write { try $0.runs.resume(id) })
        let resumed = try #require(try RunWorker(try fixture.environment()).runNext())
        #expect(resumed.state == .succeeded)
        #expect(try fixture.spooled().count == 3)
        #expect(try fixture.store.read { try $0.activities.list(run: id) }.count == 3)
    }

    @Test func aRunGoesOnWithWhatWasCorrectedInItsTasks() throws {
        let fixture = try PipelineFixture()
        try fixture.enqueue()
        #expect(try RunWorker(try fixture.environment()).runNext()?.held != nil)
        let corrected = try fixture.changed { $0.replacing("sort-by: [last_name]", with: "sort-by: [customer_id]") }
        try fixture.setPassword("Salasana-1")
        #expect(try RunWorker(try corrected.environment()).runNext()?.state == .succeeded)
    }

    @Test func aRunWhoseTasksAreOthersNowFails() throws {
        let fixture = try PipelineFixture()
        let id = try fixture.enqueue()
        #expect(try RunWorker(try fixture.environment()).runNext()?.held != nil)
        let changed = try fixture.changed {
            $0.replacing("tasks:", with: "tasks:\n  - bulk-edit: {segment: consenting, set: {postal_code: null}}")
        }
        try fixture.setPassword("Salasana-1")
        let failed = try #require(try RunWorker(try changed.environment()).runNext())
        #expect(failed.reason?.key == "run.schedule-changed")
        #expect(try fixture.store.read { try $0.edits.journal(run: id, modules: fixture.catalog.modules) }.count == 3)
    }

    @Test func aWorkerWithOutdatedDefinitionsHandsTheRunBack() throws {
        let fixture = try PipelineFixture()
        try fixture.setPassword("Salasana-1")
        try fixture.enqueue()
        let changed = try fixture.changed { $0 + "\n" }
        #expect(try RunWorker(try fixture.environment()).runNext()?.state == .waiting)
        #expect(try RunWorker(try changed.environment()).runNext()?.state == .succeeded)
    }

    @Test func doingADeliveryAgainMakesNoSecondOne() throws {
        let fixture = try PipelineFixture()
        try fixture.setPassword("Salasana-1")
        let id = try fixture.enqueue()
        _ = try RunWorker(try fixture.environment()).runNext()
        let before = try fixture.spooled()
        // As after a stop between the spool's rename and the mark in the ledger.
        let worker = try RunWorker(try fixture.environment())
        try worker.recover()
        #expect(try fixture.spooled() == before)
        #expect(try fixture.store.read { try $0.deliveries.list(run: id) }.map(\.state) == [.spooled, .spooled])
    }

    @Test func aRunOfAWorkerThatIsGoneIsTakenOver() throws {
        let fixture = try PipelineFixture()
        try fixture.setPassword("Salasana-1")
        try fixture.enqueue()
        _ = try fixture.store.write {
            try $0.runs.claim(owner: "4711-gone", lease: .seconds(60), at: PipelineFixture.now, startedAt: PipelineFixture.now)
        }
        let worker = try RunWorker(try fixture.environment())
        #expect(try worker.runNext() == nil)
        try worker.recover()
        #expect(try worker.runNext()?.state == .succeeded)
    }

    @Test func aRunWithoutItsFileSaysSoInItsMails() throws {
        let fixture = try PipelineFixture()
        try fixture.setPassword("Salasana-1")
        let now = PipelineFixture.now
        var plan = RunPlan()
        plan.wait = RunPlan.Wait(source: "customers", since: now, until: now, holds: false)
        let note = Message("schedule.without-file", ["source": "customers", "until": .instant(now)])
        try fixture.store.write { transaction throws in
            let id = try #require(
                try transaction.runs.enqueue(schedule: "weekly", due: now, trigger: .schedule, plan: plan, at: now))
            #expect(try transaction.runs.endWait(id, note: note))
            #expect(try !transaction.runs.endWait(id, note: note))
        }
        _ = try #require(try RunWorker(try fixture.environment()).runNext())
        let mails = try fixture.spooled().map {
            try String(contentsOfFile: fixture.folders.spool + "/new/\($0)/message.eml", encoding: .utf8)
        }
        #expect(mails.count == 2)
        #expect(mails.contains { $0.contains("No file of the source") })
    }

    @Test(arguments: [NoticeRecord.Kind.scheduleHeld, .runHeld, .runAtRisk])
    func ownersAreToldOnceOfWhatTheSchedulerNotes(kind: NoticeRecord.Kind) throws {
        let fixture = try PipelineFixture()
        let now = PipelineFixture.now
        let id = try fixture.enqueue()
        let reason = Message("schedule.file-missing", ["source": "Asiakkaat", "until": .instant(now)])
        let notice = NoticeRecord(id: "notice-1", kind: kind, schedule: "weekly", run: kind == .scheduleHeld ? nil : id, reason: reason)
        for _ in 0..<2 {
            try fixture.store.write { try $0.notices.add(notice, at: now) }
            try RunWorker(try fixture.environment()).recover()
        }
        let entries = try fixture.spooled()
        #expect(entries.count == 1)
        let mail = try String(contentsOfFile: fixture.folders.spool + "/new/\(entries[0])/message.eml", encoding: .utf8)
        #expect(mail.contains("To: maija@teatteri.example") || mail.contains("maija@teatteri.example"))
        #expect(try fixture.store.read { try $0.deliveries.list() }.map(\.run) == [kind == .scheduleHeld ? nil : id])
        #expect(try fixture.store.read { try $0.notices.unsent() }.isEmpty)
    }

    @Test func whatStoppedProcessesLeftIsClearedAway() throws {
        let fixture = try PipelineFixture()
        try fixture.folder.write("", to: "var/workers/4711-gone")
        for name in ["var/rejected/.ajastin-1a.tmp", "var/tmp/work-1/a.xlsx"] { try fixture.folder.write("half", to: name) }
        let worker = try RunWorker(try fixture.environment(now: PipelineFixture.now + .seconds(10 * 365 * 86_400)))
        try worker.recover()
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folders.workers).count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folders.rejected).isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folders.temporary).isEmpty)
    }
}

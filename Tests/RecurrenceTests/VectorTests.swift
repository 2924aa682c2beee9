import Foundation
import Model
import Recurrence
import Tabular
import Testing

/// The timings of `fixtures/timing/vectors.json` (see its README), computed with programs that nobody here wrote.
struct VectorTests {
    @Test func givesTheInstantsOfEveryVector() throws {
        let vectors = try TimingVector.read("fixtures/timing/vectors.json")
        #expect(vectors.count == 400)
        for vector in vectors {
            let zone = try SystemZones.database.rules(for: vector.timing.timeZone ?? "Europe/Helsinki")
            let occurrences = try Occurrences(vector.timing, created: day("2026-01-01"), zone: zone)
            let next = occurrences.next(after: vector.after, count: vector.count)
            #expect(next.map { $0.iso(offset: zone.offset(at: $0)) } == vector.next, "\(vector.source)")
        }
    }
}

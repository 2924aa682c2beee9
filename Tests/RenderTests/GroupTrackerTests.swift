import Expressions
import Model
import Tabular
import Testing

@testable import Render

/// Groups of rows as they are followed.
struct GroupTrackerTests {
    /// The sort puts them at one place, in any order.
    @Test func emptyTextsAndNoneAreOneGroup() {
        var batch = Batch([.text])
        for text in ["a", "", nil, "", nil] {
            if let text { batch.columns[0].append(text) } else { batch.columns[0].appendNull() }
            batch.rowCount += 1
        }
        var tracker = GroupTracker(places: [0], fields: [FieldDefinition(computed: "k", as: .text)], summed: [0])
        let starts = tracker.add(batch).flatMap(\.starts).map(\.value) + tracker.add(batch).flatMap(\.starts).map(\.value)
        #expect(starts == [.text("a"), nil, .text("a"), nil])
        _ = tracker.finish()
        #expect(tracker.whole.rowCount == 10)
        #expect(tracker.whole.number(.count, place: 0, scale: 0)?.value == 2)
    }
}

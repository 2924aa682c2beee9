/// Gives the records of several runs in one order.
struct RunMerge {
    /// A heap: each is before those at twice its place and one or two more.
    private var readers: [RunReader] = []
    private var isStarted = false

    /// What the buffers of all runs take together, in bytes, and what one takes at least and at most.
    private static let budget = 8 << 20
    private static let bufferSizes = (16 << 10)...(512 << 10)

    init(_ runs: [SortedRun]) throws {
        let capacity = min(max(RunMerge.budget / max(1, runs.count), RunMerge.bufferSizes.lowerBound), RunMerge.bufferSizes.upperBound)
        for run in runs {
            let reader = RunReader(run, capacity: capacity)
            if try reader.next() { readers.append(reader) }
        }
        for place in stride(from: readers.count / 2 - 1, through: 0, by: -1) { sink(place) }
    }

    /// The reader that is at the next record; nil at the end.
    mutating func next() throws -> RunReader? {
        if isStarted, let first = readers.first {
            if try !first.next() {
                readers.swapAt(0, readers.count - 1)
                readers.removeLast()
            }
            sink(0)
        }
        isStarted = true
        return readers.first
    }

    private mutating func sink(_ start: Int) {
        var place = start
        while true {
            var least = place
            for child in [place * 2 + 1, place * 2 + 2] where child < readers.count && readers[child].isBefore(readers[least]) {
                least = child
            }
            guard least != place else { return }
            readers.swapAt(place, least)
            place = least
        }
    }
}

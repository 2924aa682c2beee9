/// How wide the columns are, from what they hold.
struct ColumnWidths {
    /// What is known of a column; lengths in thousandths of an em.
    struct Need {
        /// The widest cell in one line.
        var content = 0.0
        /// The widest word of the cells.
        var word = 0.0
        /// The heading in one line, and in two.
        var heading = 0.0
        var headingInTwo = 0.0
        /// The widest word of the heading.
        var headingWord = 0.0
        /// Whether cells may go over several lines.
        var isWrapped = false
        /// The width that was asked for, in points.
        var fixed: Double?
    }

    /// Left and right of a cell's text, in points, unless the columns are many.
    private static let widePadding = 5.0
    private static let leastSize = 6.5
    private static let sizeStep = 0.25
    /// A text column takes no more than so many points before it wraps, unless there is room.
    private static let comfortable = 210.0
    private static let leastWrapped = 46.0
    private static let mostForWord = 120.0

    let needs: [Need]
    /// Left and right of a cell's text, in points.
    let padding: Double

    /// - Parameter available: the points that the columns may take together.
    init(_ needs: [Need], available: Double) {
        self.needs = needs
        padding = min(Self.widePadding, available / Double(5 * needs.count))
    }

    /// The widths for text of `size` points that suit best, were there room.
    func wanted(size: Double) -> [Double] {
        needs.map { need in
            if let fixed = need.fixed { return fixed }
            let content = points(need.content, size)
            let heading = points(min(need.heading, max(need.content, need.headingInTwo)), size)
            return max(need.isWrapped ? min(content, Self.comfortable) : content, heading)
        }
    }

    /// The least widths in which nothing but long texts breaks.
    private func least(size: Double) -> [Double] {
        needs.map { need in
            if let fixed = need.fixed { return fixed }
            let heading = points(need.headingWord, size)
            guard need.isWrapped else { return max(points(need.content, size), heading) }
            let word = min(points(need.word, size), Self.mostForWord)
            return max(min(max(word, Self.leastWrapped), points(max(need.content, need.heading), size)), heading)
        }
    }

    /// The size of the text, at most `size`, and the widths of the columns in `available` points.
    func fitted(size: Double, available: Double) -> (size: Double, widths: [Double]) {
        var size = size
        while true {
            let wanted = wanted(size: size)
            let sum = wanted.reduce(0, +)
            if sum <= available { return (size, spread(wanted, size: size, available: available)) }
            let least = least(size: size)
            let leastSum = least.reduce(0, +)
            if leastSum <= available {
                let share = (available - leastSum) / max(sum - leastSum, 1)
                return (size, zip(least, wanted).map { $0 + ($1 - $0) * share })
            }
            guard size - Self.sizeStep >= Self.leastSize else { return (size, least.map { $0 * available / leastSum }) }
            size -= Self.sizeStep
        }
    }

    /// Gives what is left to the texts that are cut short, then to all columns alike, within measure.
    private func spread(_ wanted: [Double], size: Double, available: Double) -> [Double] {
        var widths = wanted
        var rest = available - wanted.reduce(0, +)
        for (index, need) in needs.enumerated() where need.isWrapped && need.fixed == nil {
            let more = min(max(points(need.content, size) - widths[index], 0), rest)
            widths[index] += more
            rest -= more
        }
        let free = needs.indices.filter { needs[$0].fixed == nil }
        guard !free.isEmpty else { return widths }
        let most = 60.0
        for index in free { widths[index] += min(rest / Double(free.count), most) }
        return widths
    }

    private func points(_ thousandths: Double, _ size: Double) -> Double { thousandths * size / 1000 + 2 * padding + 0.5 }
}

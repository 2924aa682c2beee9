/// The paper and where on it the content stands; lengths in points, vertical places from the top.
struct PageFrame: Hashable {
    let width: Double
    let height: Double

    static let portrait = PageFrame(width: 595.28, height: 841.89)
    static let landscape = PageFrame(width: 841.89, height: 595.28)

    let left = 40.0
    let top = 40.0
    /// Above the foot line.
    var bottom: Double { height - 46 }
    /// Where the foot line stands.
    var footer: Double { height - 26 }
    var right: Double { width - left }
    var contentWidth: Double { width - 2 * left }
}

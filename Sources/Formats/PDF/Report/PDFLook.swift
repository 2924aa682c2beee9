/// How a report looks: the same for all reports of an organisation.
package struct PDFLook: Hashable, Sendable {
    /// A colour of red, green and blue from 0 to 1.
    package struct Color: Hashable, Sendable {
        /// The share of red.
        package var red: Double
        /// The share of green.
        package var green: Double
        /// The share of blue.
        package var blue: Double

        /// A colour of these shares.
        package init(red: Double, green: Double, blue: Double) {
            self.red = red
            self.green = green
            self.blue = blue
        }

        /// The colour of an RGB number such as `0x1F4E79`.
        package init(_ rgb: UInt32) {
            self.init(red: Double(rgb >> 16 & 255) / 255, green: Double(rgb >> 8 & 255) / 255, blue: Double(rgb & 255) / 255)
        }

        /// This colour mixed with white; `share` is what stays of it.
        func tint(_ share: Double) -> Color {
            Color(red: 1 - (1 - red) * share, green: 1 - (1 - green) * share, blue: 1 - (1 - blue) * share)
        }
    }

    /// The paper and how it lies.
    package enum Orientation: String, Hashable, Sendable {
        /// Portrait when the columns fit at their full size, else landscape.
        case automatic
        case portrait
        case landscape
    }

    /// Font families, the first that is installed is used; other fonts step in for characters that it lacks.
    package var fontFamilies: [String]
    /// The colour of text.
    package var ink: Color
    /// The colour of what is less important: labels, footers.
    package var muted: Color
    /// The organisation's colour: the title's mark, group headings, charts.
    package var accent: Color
    /// The ground of every second row.
    package var zebra: Color
    /// The size of the table's text in points; columns that do not fit are set down to 6.5 points.
    package var textSize: Double
    /// How the paper lies.
    package var orientation: Orientation
    /// A PNG that stands at the right of the title.
    package var logo: [UInt8]?

    /// Families that are at home in many languages, the last of them on nearly every machine.
    package static let defaultFamilies = ["Noto Sans", "Open Sans", "Liberation Sans", "DejaVu Sans"]

    /// A look that differs from the usual one in what is given.
    package init(
        fontFamilies: [String] = Self.defaultFamilies, ink: Color = Color(0x1B_1F_24), muted: Color = Color(0x5F_6B_76),
        accent: Color = Color(0x1D_4E_6B), zebra: Color = Color(0xF3_F5_F7), textSize: Double = 8.25,
        orientation: Orientation = .automatic, logo: [UInt8]? = nil
    ) {
        self.fontFamilies = fontFamilies
        self.ink = ink
        self.muted = muted
        self.accent = accent
        self.zebra = zebra
        self.textSize = textSize
        self.orientation = orientation
        self.logo = logo
    }

    /// The size of the table's text, such that it can be read and fits a page.
    var boundedTextSize: Double { textSize.isFinite ? min(max(textSize, 5), 18) : 8.25 }
}

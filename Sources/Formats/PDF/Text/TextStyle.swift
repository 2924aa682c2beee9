/// How a text looks.
struct TextStyle: Hashable {
    /// 400 is regular, 700 bold.
    var weight: Int32
    /// In points.
    var size: Double
    var color: PDFLook.Color
}

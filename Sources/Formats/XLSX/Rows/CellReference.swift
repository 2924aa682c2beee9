/// Places in a sheet, as formulas name them.
enum CellReference {
    /// The letters of the column at `index` from 0: A to Z, AA to XFD.
    static func letters(_ index: Int) -> String {
        var rest = index + 1
        var letters = ""
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }

    /// The rectangle from the column at `first` to that at `last` (from 0) and between two rows (from 1).
    static func range(columns first: Int, _ last: Int, rows top: Int, _ bottom: Int) -> String {
        "\(letters(first))\(top):\(letters(last))\(bottom)"
    }
}

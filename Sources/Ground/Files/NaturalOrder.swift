/// The order of names in which people count: `part2` before `part10`.
package enum NaturalOrder {
    /// Whether `first` comes before `second`: runs of digits by their number, everything else by its bytes.
    package static func precedes(_ first: String, _ second: String) -> Bool {
        var left = first.utf8[...]
        var right = second.utf8[...]
        while let one = left.first, let other = right.first {
            if isDigit(one), isDigit(other) {
                let (number, otherNumber) = (takeNumber(&left), takeNumber(&right))
                if number.count != otherNumber.count { return number.count < otherNumber.count }
                if !number.elementsEqual(otherNumber) { return number.lexicographicallyPrecedes(otherNumber) }
            } else {
                if one != other { return one < other }
                left.removeFirst()
                right.removeFirst()
            }
        }
        if left.isEmpty != right.isEmpty { return left.isEmpty }
        // They differ at most by leading zeros.
        return first.utf8.lexicographicallyPrecedes(second.utf8)
    }

    /// Takes the digits at the start of `text` away and gives them without leading zeros.
    private static func takeNumber(_ text: inout Substring.UTF8View) -> Substring.UTF8View {
        let digits = text.prefix(while: isDigit)
        text = text[digits.endIndex...]
        return digits.drop { $0 == UInt8(ascii: "0") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

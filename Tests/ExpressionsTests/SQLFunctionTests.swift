import Expressions
import Tabular
import Testing

struct SQLFunctionTests {
    private func call(_ name: String, _ arguments: [SQLValue]) throws -> SQLValue {
        let function = try #require(SQLFunction.all.first { $0.name == name })
        #expect(function.argumentCount == nil || function.argumentCount == arguments.count)
        return function.evaluate(arguments)
    }

    private func call(_ name: String, _ arguments: Int64...) throws -> SQLValue { try call(name, arguments.map(SQLValue.integer)) }

    /// The integer nearest to a quotient, the one farther from zero of two equally near, found by trying all.
    private func nearest(_ dividend: Int64, _ divisor: Int64) -> Int64 {
        let candidates = (-1200...1200).map(Int64.init)
        func distance(_ candidate: Int64) -> Int64 { abs(candidate * divisor - dividend) }
        let least = candidates.map(distance).min() ?? 0
        return candidates.filter { distance($0) == least }.max { abs($0) < abs($1) } ?? 0
    }

    @Test func roundsHalfAwayFromZero() throws {
        for dividend in Int64(-12)...12 {
            for divisor in Int64(-7)...7 where divisor != 0 {
                #expect(try call("ajastin_divide", dividend, divisor, 0) == .integer(nearest(dividend, divisor)))
                #expect(try call("ajastin_divide", dividend, divisor, 2) == .integer(nearest(dividend * 100, divisor)))
                #expect(try call("ajastin_multiply", dividend, divisor, 1) == .integer(nearest(dividend * divisor, 10)))
            }
        }
    }

    @Test func isNullWhereNothingFits() throws {
        #expect(try call("ajastin_divide", 5, 0, 6) == .null)
        #expect(try call("ajastin_divide", .max, 1, 1) == .null)
        #expect(try call("ajastin_divide", .max, .max, 24) == .null)
        #expect(try call("ajastin_divide", .min, -1, 0) == .null)
        #expect(try call("ajastin_add", .max, 1) == .null)
        #expect(try call("ajastin_subtract", .min, 1) == .null)
        #expect(try call("ajastin_multiply", .max, 2, 0) == .null)
        for name in ["ajastin_add", "ajastin_subtract"] {
            #expect(try call(name, [.null, .integer(1)]) == .null)
            #expect(try call(name, [.integer(1), .text("1")]) == .null)
        }
    }

    @Test func usesTheWholeWidth() throws {
        #expect(try call("ajastin_add", .max, .min) == .integer(-1))
        #expect(try call("ajastin_multiply", .max, 1_000_000_000_000_000_000, 18) == .integer(.max))
        #expect(try call("ajastin_multiply", .min, .min, 36) == .integer(85))
        #expect(try call("ajastin_divide", .max, 1_000_000_000_000_000_000, 18) == .integer(.max))
    }

    @Test func foldsCase() throws {
        for (text, folded) in [
            ("ÅÄÖ Žižek ÆØ", "åäö žižek æø"), ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("straße 3", "straße 3"), ("İ", "i\u{307}"), ("E\u{301}", "e\u{301}"),
            ("", ""),
        ] {
            #expect(Array(TextFolding.fold(text).unicodeScalars) == Array(folded.unicodeScalars))
            #expect(try call("ajastin_fold", [.text(text)]) == .text(folded))
        }
        for value in 0..<128 {
            let scalar = try #require(Unicode.Scalar(value))
            #expect(TextFolding.fold(String(scalar)) == String(scalar).lowercased())
        }
        #expect(try call("ajastin_fold", [.null]) == .null)
    }

    @Test func comparesEndingsByScalars() throws {
        for (text, suffix, ends) in [
            ("abc", "bc", 1), ("abc", "", 1), ("", "", 1), ("bc", "abc", 0), ("abc", "ab", 0), ("e\u{301}", "\u{301}", 1),
        ] {
            #expect(try call("ajastin_ends_with", [.text(text), .text(suffix)]) == .integer(Int64(ends)))
        }
        #expect(try call("ajastin_ends_with", [.null, .text("a")]) == .null)
    }

    @Test func movesOverTheWholeCalendar() throws {
        #expect(try call("ajastin_add_days", [.text("2024-02-28"), .integer(2), .integer(1)]) == .text("2024-03-01"))
        #expect(try call("ajastin_add_days", [.text("2024-03-01"), .integer(2), .integer(-1)]) == .text("2024-02-28"))
        #expect(try call("ajastin_add_days", [.text("9999-12-31"), .integer(1), .integer(1)]) == .null)
        #expect(try call("ajastin_add_days", [.text("0000-01-01"), .integer(1), .integer(-1)]) == .null)
        #expect(try call("ajastin_add_days", [.text("2024-01-01"), .integer(.min), .integer(-1)]) == .null)
        #expect(try call("ajastin_add_days", [.text("tänään"), .integer(1), .integer(1)]) == .null)
        #expect(try call("ajastin_days_between", [.text("0000-01-01"), .text("9999-12-31")]) == .integer(3_652_424))
        #expect(try call("ajastin_days_between", [.text("2024-03-01"), .text("2024-02-28")]) == .integer(-2))
        #expect(try call("ajastin_days_between", [.null, .text("2024-02-28")]) == .null)
    }
}

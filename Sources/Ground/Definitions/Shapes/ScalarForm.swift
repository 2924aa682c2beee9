import Model
import Tabular

/// What the text of a scalar must look like.
struct ScalarForm: Sendable {
    /// What fits, as the catalogue names it.
    var expected: MessageKey
    /// The same for JSON Schema.
    var schema: [JSONValue.Member]
    var allowsNull = false
    var accepts: @Sendable (String) -> Bool

    static func pattern(_ pattern: String) -> [JSONValue.Member] {
        [JSONValue.Member("type", .string("string")), JSONValue.Member("pattern", .string(pattern))]
    }

    /// Letters and digits of any script, which not every engine of regular expressions can name, as all but blanks and ASCII punctuation.
    private static let namePattern = "[^\\s!-/:-@\\[-`{-~][^\\s!-,./:-@\\[-^`{-~]*"

    /// Any text that is not blank.
    static let text = ScalarForm(
        expected: .expectedText, schema: [JSONValue.Member("type", .string("string")), JSONValue.Member("minLength", .integer(1))]
    ) { $0.contains { !$0.isWhitespace } }

    /// The name of a definition.
    static let name = ScalarForm(expected: .expectedName, schema: pattern("^\(namePattern)$"), accepts: DefinitionPaths.isName)

    /// A field's key.
    static let fieldKey = ScalarForm(
        expected: .expectedFieldKey, schema: pattern("^[^\\s!-@\\[-`{-~][^\\s!-/:-@\\[-^`{-~]*$"), accepts: DefinitionPaths.isIdentifier)

    /// An e-mail address.
    static let address = ScalarForm(
        expected: .expectedAddress, schema: pattern("^[^\\s@<>(),;:\"]+@[^\\s@<>(),;:\"]+$"), accepts: isAddress)

    /// An e-mail address, or a group of `recipients.yaml`.
    static let recipient = ScalarForm(
        expected: .expectedRecipient, schema: pattern("^(group:\(namePattern)|[^\\s@<>(),;:\"]+@[^\\s@<>(),;:\"]+)$")
    ) { $0.hasPrefix("group:") ? DefinitionPaths.isName(String($0.dropFirst("group:".count))) : isAddress($0) }

    /// A time of day.
    static let time = ScalarForm(expected: .expectedTime, schema: pattern("^([01]?[0-9]|2[0-3]):[0-5][0-9]$")) { LocalTime($0) != nil }

    /// A date of the calendar.
    static let date = ScalarForm(expected: .expectedDate, schema: pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")) { Day(iso: $0) != nil }

    /// A moment with its offset from UTC.
    static let instant = ScalarForm(
        expected: .expectedInstant, schema: [JSONValue.Member("type", .string("string")), JSONValue.Member("format", .string("date-time"))]
    ) { Instant(iso: $0) != nil }

    /// A date of the calendar, or a moment with its offset from UTC.
    static let dateOrInstant = ScalarForm(
        expected: .expectedDateOrInstant,
        schema: [
            JSONValue.Member(
                "anyOf",
                .array([
                    .object(pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
                    .object([JSONValue.Member("type", .string("string")), JSONValue.Member("format", .string("date-time"))]),
                ]))
        ]
    ) { Day(iso: $0) != nil || Instant(iso: $0) != nil }

    /// A number of hours or days.
    static let period = ScalarForm(
        expected: .expectedPeriod,
        schema: pattern("^[0-9]{1,4} ?(h|hour|hours|tunti|tuntia|d|day|days|pv|päivä|päivää)$")
    ) { ScheduleReader.hours($0) != nil }

    /// The address of a web site, without the final slash that paths bring along.
    static let url = ScalarForm(expected: .expectedURL, schema: pattern("^https?://[^\\s/]+(/[^\\s/]+)*/?$")) { text in
        guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return false }
        let rest = text.dropFirst(scheme.count)
        return !rest.isEmpty && !rest.hasPrefix("/") && !rest.contains { $0.isWhitespace }
    }

    /// A folder below `drop/`.
    static let folder = ScalarForm(
        expected: .expectedFolder, schema: pattern("^[^/\\\\.\\s][^/\\\\]*(/[^/\\\\.][^/\\\\]*)*/?$"), accepts: isFolder)

    /// A share such as `0.5%`, or a number of rows.
    static let rejectLimit = ScalarForm(
        expected: .expectedRejectLimit,
        schema: [
            JSONValue.Member("type", .array([.string("string"), .string("integer")])),
            JSONValue.Member("pattern", .string("^([0-9]+|[0-9]+([.,][0-9]{1,2})? ?%)$")), JSONValue.Member("minimum", .integer(0)),
        ]
    ) { SourceReader.rejectLimit($0) != nil }

    /// A number of days or working days from the run, such as `2 days` or `3 työpäivää`.
    static let due = ScalarForm(
        expected: .expectedDue,
        schema: [
            JSONValue.Member("type", .array([.string("string"), .string("integer")])),
            JSONValue.Member("pattern", .string("^[0-9]{1,4} ?(d|day|days|pv|päivä|päivää|working[- ]days?|työpäivä|työpäivää)?$")),
            JSONValue.Member("minimum", .integer(0)),
        ]
    ) { ActivityReader.due($0) != nil }

    /// Minutes and hours, such as `30 min` or `1 h 30 min`.
    static let duration = ScalarForm(
        expected: .expectedDuration,
        schema: pattern(
            "^([0-9]{1,4} ?(h|t|hours?|tunti|tuntia))? ?([0-9]{1,4} ?(min|minutes?|minuutti|minuuttia))?$")
    ) { ActivityReader.minutes($0) != nil }

    /// A colour as `#RRGGBB`.
    static let color = ScalarForm(expected: .expectedColor, schema: pattern("^#[0-9A-Fa-f]{6}$")) { WorkspaceReader.color($0) != nil }

    /// A PNG below the workspace.
    static let picture = ScalarForm(expected: .expectedPicture, schema: pattern("^[^/\\\\.][^\\\\]*[.][pP][nN][gG]$")) {
        $0.lowercased().hasSuffix(".png") && isFolder($0)
    }

    /// A Word template below `templates/`.
    static let letter = ScalarForm(expected: .expectedLetter, schema: pattern("^[^/\\\\.][^\\\\]*[.][dD][oO][cC][xX]$")) {
        $0.lowercased().hasSuffix(".docx") && isFolder($0)
    }

    /// A day of the month, or `last`.
    static let dayOfMonth = ScalarForm(
        expected: .expectedDayOfMonth,
        schema: [
            JSONValue.Member(
                "anyOf",
                .array([
                    .object([
                        JSONValue.Member("type", .string("integer")), JSONValue.Member("minimum", .integer(1)),
                        JSONValue.Member("maximum", .integer(31)),
                    ]),
                    .object([JSONValue.Member("const", .string("last"))]),
                ]))
        ]
    ) { $0 == "last" || Int($0).map((1...31).contains) == true }

    /// Any scalar, or nothing at all.
    static let anything = ScalarForm(
        expected: .expectedValue,
        schema: [JSONValue.Member("type", .array(["string", "number", "boolean", "null"].map { .string($0) }))], allowsNull: true
    ) { _ in true }

    /// One `@` with something on both sides, and nothing in it that could end a header of a mail.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.hasSuffix(".") }
            && text.unicodeScalars.allSatisfy {
                $0.value > 32 && $0.value != 127 && !$0.properties.isWhitespace && !"<>(),;:\"[]\\".unicodeScalars.contains($0)
            }
    }

    /// A relative path that stays below its folder and names nothing hidden.
    private static func isFolder(_ text: String) -> Bool {
        let parts = (text.hasSuffix("/") ? text.dropLast() : text[...]).split(separator: "/", omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty && !part.hasPrefix(".") && part.first?.isWhitespace == false && part.last?.isWhitespace == false
                && part.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 && $0 != "\\" }
        }
    }
}

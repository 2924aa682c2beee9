import Expressions
import Localization
import Model
import Tabular

/// Expressions of definitions as the person writes them.
enum ExpressionListing {
    /// The criteria of a segment.
    static func criteria(of segment: SegmentDefinition, _ session: Session) -> String {
        expression(of: segment, session)?.text(in: session.words.language) ?? segment.criteria ?? ""
    }

    /// What the periods in the criteria of a segment mean today.
    static func tellPeriods(of segment: SegmentDefinition, _ session: Session, today: Day) throws {
        guard let expression = expression(of: segment, session) else { return }
        for line in periods(of: expression, session, today: today) { Console.result(line) }
    }

    /// What the periods in an expression mean today, a line for each.
    static func periods(of expression: CheckedExpression, _ session: Session, today: Day) -> [String] {
        expression.periods(today: today, in: session.words.language).map { period in
            session.words.text(
                "cli.expression.period",
                ["period": .text(period.text), "first": .day(period.days.lowerBound), "last": .day(period.days.upperBound)])
        }
    }

    private static func expression(of segment: SegmentDefinition, _ session: Session) -> CheckedExpression? {
        guard let criteria = segment.criteria else { return nil }
        // What cannot be read any more is shown as it is stored.
        return try? CheckedExpression.check(criteria, module: segment.module, names: ExpressionNames(session.catalog))
    }
}

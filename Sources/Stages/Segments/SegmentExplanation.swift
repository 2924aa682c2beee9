import Expressions
package import Model
package import Store
package import Tabular

/// Why a record is a member of a segment, or is not.
package struct SegmentExplanation {
    /// What is to be told of one record.
    package struct Answer {
        /// Since the segment's last refresh.
        package var isMember: Bool
        /// Nil when it never joined.
        package var lastChange: MemberChange?
        /// The criteria that must all hold, as they are written, and whether each holds now.
        package var criteria: [(text: String, holds: Bool)]
        /// Nil for a record that came by other ways than a file.
        package var origin: RecordOrigin.Line?
    }

    private let catalog: Catalog
    private let calendar: LocalCalendar
    private let today: Day

    /// - Parameters:
    ///   - calendar: in which `today` and the periods are meant.
    package init(catalog: Catalog, calendar: LocalCalendar, today: Day) {
        self.catalog = catalog
        self.calendar = calendar
        self.today = today
    }

    /// Looks at the record whose key is `key`; nil where there is none.
    ///
    /// - Throws: ``SegmentError`` when the segment is not defined, `ExpressionError`, and what the store throws.
    package func explain(_ key: String, in name: String, transaction: StoreTransaction) throws -> Answer? {
        guard let segment = catalog.segments[name], let module = catalog.modules[segment.module] else { throw SegmentError.unknown(name) }
        guard let origin = try transaction.records.origin(of: key, in: module) else { return nil }
        let parts = try segment.criteria.map { try CheckedExpression.conjuncts(of: $0) } ?? []
        let criteria = try parts.map { part in
            let condition = try CheckedExpression.checkCriteria(part, module: module.name, modules: catalog.modules)
                .sql(alias: "r", today: today, dayStart: calendar.start(of:))
            return (text: part, holds: try transaction.records.holds(condition, for: origin.record, of: module))
        }
        return Answer(
            isMember: try transaction.segments.contains(origin.record, in: name),
            lastChange: try transaction.segments.lastChange(of: origin.record, in: name), criteria: criteria, origin: origin.line)
    }
}

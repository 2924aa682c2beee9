import Expressions
package import Model
package import Store
package import Tabular

/// Turns a segment's criteria into members.
package struct SegmentRefresh {
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

    /// Brings the members of the segment named `name` up to date, in `transaction`; those of segments that it uses are taken as they are.
    ///
    /// A frozen segment is refreshed once, and stays as it is from then on.
    ///
    /// - Throws: ``SegmentError`` when it is not defined, and what the store throws.
    package func refresh(_ name: String, run: Int64?, at now: Instant, in transaction: StoreTransaction) throws -> Membership {
        let (segment, module) = try definition(of: name)
        if segment.isFrozen, let last = try transaction.segments.history(name, limit: 1).first {
            return Membership(segment: name, size: last.size, joined: 0, left: 0, at: last.at)
        }
        return try transaction.segments.refresh(name, of: module, selecting: selection(of: segment), run: run, at: now)
    }

    /// How many records would be members now.
    package func count(_ name: String, in transaction: StoreTransaction) throws -> Int {
        let (segment, module) = try definition(of: name)
        return try transaction.segments.count(of: module, selecting: selection(of: segment))
    }

    /// The segment named `name` and its module.
    private func definition(of name: String) throws(SegmentError) -> (SegmentDefinition, ModuleDefinition) {
        guard let segment = catalog.segments[name], let module = catalog.modules[segment.module] else { throw .unknown(name) }
        return (segment, module)
    }

    private func selection(of segment: SegmentDefinition) throws -> SegmentSelection {
        let criteria = try segment.criteria.map { text in
            try CheckedExpression.check(text, for: .criteria, module: segment.module, names: ExpressionNames(catalog))
                .sql(alias: "r", today: today, dayStart: calendar.start(of:))
        }
        return SegmentSelection(criteria: criteria, included: segment.included, excluded: segment.excluded)
    }
}

/// Why a segment could not be refreshed.
package enum SegmentError: MessageError, Hashable {
    case unknown(String)

    package var message: Message {
        switch self {
        case .unknown(let name): Message(.segmentUnknown, ["segment": .text(name)])
        }
    }
}

extension MessageKey {
    static let segmentUnknown: MessageKey = "segment.unknown"
}

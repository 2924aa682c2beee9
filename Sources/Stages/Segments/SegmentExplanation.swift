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
        /// Whether it is on one of the segment's lists; nil where it is on none.
        package var listed: Listed?
        /// The criteria that must all hold.
        package var criteria: [Criterion]
        /// Nil for a record that came by other ways than a file.
        package var origin: RecordOrigin.Line?
        /// What runs have changed of the record, the oldest first.
        package var edits: [EditHistoryEntry]
    }

    /// The list of a segment on which a record is.
    package enum Listed: String, Sendable {
        case included, excluded
    }

    /// One of the criteria.
    package struct Criterion {
        /// In the canonical form.
        package var canonical: String
        /// As the reader writes it.
        package var text: String
        /// Nil where an empty value leaves it open, so that it does not hold.
        package var holds: Bool?
        /// What it looks at, and the record's value of each.
        package var values: [(text: String, value: MessageArgument?)]
    }

    private let catalog: Catalog
    private let calendar: LocalCalendar
    private let today: Day
    private let language: Language
    private let names: ExpressionNames

    /// - Parameters:
    ///   - calendar: in which `today` and the periods are meant.
    ///   - language: in which criteria are written.
    package init(catalog: Catalog, calendar: LocalCalendar, today: Day, language: Language) {
        self.catalog = catalog
        self.calendar = calendar
        self.today = today
        self.language = language
        names = ExpressionNames(catalog)
    }

    /// Looks at the record whose key is `key`; nil where there is none.
    ///
    /// - Throws: ``SegmentError`` when the segment is not defined, `ExpressionError`, and what the store throws.
    package func explain(_ key: String, in name: String, transaction: StoreTransaction) throws -> Answer? {
        guard let segment = catalog.segments[name], let module = catalog.modules[segment.module] else { throw SegmentError.unknown(name) }
        guard let origin = try transaction.records.origin(of: key, in: module) else { return nil }
        let whole = try segment.criteria.map { try CheckedExpression.check($0, module: module.name, names: names) }
        let criteria = try zip(whole?.conjuncts(in: .en) ?? [], whole?.conjuncts(in: language) ?? []).map { canonical, text in
            try criterion(canonical, text, for: origin.record, of: module, transaction)
        }
        return Answer(
            isMember: try transaction.segments.contains(origin.record, in: name),
            lastChange: try transaction.segments.lastChange(of: origin.record, in: name),
            listed: segment.excluded.contains(key) ? .excluded : segment.included.contains(key) ? .included : nil,
            criteria: criteria, origin: origin.line,
            edits: try transaction.edits.history(of: origin.record, in: module))
    }

    private func criterion(
        _ canonical: String, _ text: String, for record: Int64, of module: ModuleDefinition, _ transaction: StoreTransaction
    ) throws -> Criterion {
        let condition = try CheckedExpression.check(canonical, for: .criteria, module: module.name, names: names)
        let operands = try condition.operands(in: .en).map { try CheckedExpression.check($0, module: module.name, names: names) }
        let fragments = ([condition] + operands).map { $0.sql(alias: "r", today: today, dayStart: calendar.start(of:)) }
        let values = try transaction.records.values(fragments, for: record, of: module)
        let holds: Bool? = if case .integer(let truth)? = values.first { truth != 0 } else { nil }
        return Criterion(
            canonical: canonical, text: text, holds: holds,
            values: zip(operands, values.dropFirst()).map { operand, value in (operand.text(in: language), operand.type.argument(value)) })
    }
}

extension ValueType {
    /// A stored value of this type, for people.
    fileprivate func argument(_ value: StoredValue) -> MessageArgument? {
        switch (self, value) {
        case (_, .null): nil
        case (.decimal(let scale), .integer(let unscaled)): .decimal(unscaled: unscaled, scale: scale)
        case (.boolean, .integer(let truth)): .message(Message(truth != 0 ? "localization.yes" : "localization.no"))
        case (_, .integer(let integer)): .integer(Int(integer))
        case (.day, .text(let iso)): Day(iso: iso).map(MessageArgument.day)
        case (.instant, .text(let iso)): Instant(iso: iso).map(MessageArgument.instant)
        case (_, .text(let text)): .text(text)
        }
    }
}

package import Model
package import Render
package import Segments
package import Store
import Tabular

/// Brings together what a list reads from the store and what the renderer wants of it.
package struct ListAssembly {
    private let catalog: Catalog
    /// Where Word templates lie.
    private let templates: String
    private let calendar: LocalCalendar
    private let language: Language
    private let schedule: LocalizedText?
    private let run: Int64?

    /// - Parameters:
    ///   - templates: the folder of the Word templates.
    ///   - language: of the readers.
    ///   - schedule: what makes the list, and in which run; nil where a person asks for it.
    package init(
        catalog: Catalog, templates: String, calendar: LocalCalendar, language: Language, schedule: LocalizedText? = nil, run: Int64? = nil
    ) {
        self.catalog = catalog
        self.templates = templates
        self.calendar = calendar
        self.language = language
        self.schedule = schedule
        self.run = run
    }

    /// A list of the records as they are in `snapshot`, in which it must be rendered.
    package func source(_ query: ListQuery, from snapshot: StoreTransaction) throws -> ListSource {
        try source(query, tellsChanges: false, from: snapshot) { body in
            try snapshot.records.withBatches(query.records(language), body)
        }
    }

    /// A list that tells what has changed.
    ///
    /// - Parameters:
    ///   - now: the rows of now, and those that its readers got last; see ``ListSnapshots``.
    func source(
        _ query: ListQuery, now: Int64, last: Int64?, from snapshot: StoreTransaction
    ) throws -> ListSource {
        let headings = zip(query.columns, query.list.design.columns).map { field, column in
            (column.label ?? field.label).text(in: language)
        }
        let comparison = query.comparison(now: now, last: last, headings: headings, language)
        return try source(query, tellsChanges: true, from: snapshot) { body in
            try snapshot.lists.withBatches(comparison, body)
        }
    }

    private func source(
        _ query: ListQuery, tellsChanges: Bool, from snapshot: StoreTransaction,
        withRows: @escaping ((BatchCursor) throws -> Void) throws -> Void
    ) throws -> ListSource {
        let isFormatted = query.list.design.layout == .formatted
        return ListSource(
            list: query.list, columns: query.columns,
            groups: query.groups.map { ListSource.Group(place: $0.place, field: $0.field) }, tellsChanges: tellsChanges,
            charts: isFormatted ? try query.charts(language, in: calendar, from: snapshot) : [],
            facts: try facts(query, from: snapshot), letters: try letters(query, from: snapshot), withRows: withRows)
    }

    /// The letters of a list, with the fields that their template names.
    private func letters(_ query: ListQuery, from snapshot: StoreTransaction) throws -> LetterSource? {
        let design = query.list.design
        guard design.formats.contains(.mailMerge), design.letters.output.needsTemplate, let name = design.letters.template else {
            return nil
        }
        let template = try LetterTemplate(path: templates + "/" + name)
        let letters = LetterQuery(query, names: template.names, modules: template.modules, catalog: catalog)
        func columns(_ columns: [LetterQuery.Column]) -> [LetterSource.Column] {
            columns.map { LetterSource.Column(name: $0.name, type: $0.field.columnType) }
        }
        return LetterSource(
            template: template, columns: columns(letters.columns),
            children: letters.children.map { LetterSource.Child(name: $0.name, columns: columns($0.columns)) }
        ) { body in
            try snapshot.records.withBatches(letters.records(language), body)
        } childRows: { batch, row, child in
            guard let query = letters.records(of: letters.children[child], at: row, batch) else { return [] }
            var batches: [Batch] = []
            try snapshot.records.withBatches(query) { rows in while let batch = try rows.next() { batches.append(batch) } }
            return batches
        }
    }

    private func facts(_ query: ListQuery, from snapshot: StoreTransaction) throws -> ListFacts {
        let sources = catalog.sources.values.filter { $0.module == query.module.name }.sorted { $0.name < $1.name }
        let files = try sources.compactMap { source in
            try snapshot.drops.lastApplied(source: source.name).map { drop in
                ListFacts.SourceFile(source: source.label.text(in: language), file: drop.file, receivedAt: drop.receivedAt)
            }
        }
        return ListFacts(
            segment: catalog.segments[query.list.segment]?.label ?? LocalizedText(query.list.segment),
            memberCount: try snapshot.segments.history(query.list.segment, limit: 1).first?.size, criteria: query.criteria(language),
            module: query.module.label, schedule: schedule, run: run, sources: files)
    }
}

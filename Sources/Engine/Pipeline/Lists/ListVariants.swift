import Files
import Localization
import Model
import Render
import Segments
import Store
import Tabular

/// The lists of a task as its recipients get them: each variant is rendered once, for all who read it.
struct ListVariants {
    /// What makes recipients' lists the same.
    struct Variant: Hashable {
        let language: Language
        /// For each list, the rows that they got last; nil where they got none, and for lists that do not tell changes.
        let last: [Int64?]
    }

    /// One variant, and who gets it.
    struct Rendered {
        let language: Language
        let people: [Person]
        /// Where its files lie.
        let folder: String
        let rendering: Rendering
    }

    private let environment: PipelineEnvironment
    private let task: DeliverListTask
    private let step: TaskStep
    private let queries: [ListQuery]

    init(_ environment: PipelineEnvironment, _ task: DeliverListTask, _ step: TaskStep) throws {
        self.environment = environment
        self.task = task
        self.step = step
        queries = try task.lists.map {
            try ListQuery($0, catalog: environment.catalog, calendar: step.calendar, today: step.actionDate)
        }
    }

    /// Renders every variant into a folder of its own in `folder`, all from one snapshot of the records.
    func render(for people: [Person], in folder: String) throws -> [Rendered] {
        let now = try keepRows()
        let variants = Dictionary(grouping: people) { $0.language ?? environment.catalog.settings.language }
        let isLarge = try task.lists.contains { try environment.store.isLarge($0) }
        return try environment.store.read(large: isLarge) { snapshot in
            var rendered: [Rendered] = []
            for (language, people) in variants.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                let groups = try Dictionary(grouping: people) { try variant(of: $0, language, in: snapshot) }
                // In the order of the first person of each, so that doing it again makes the same.
                for person in people {
                    guard let (variant, readers) = groups.first(where: { $0.value.first == person }) else { continue }
                    let place = folder + "/\(rendered.count)-" + language.rawValue
                    try Folder.create(place)
                    let rendering = try render(variant, now: now, from: snapshot, into: place)
                    rendered.append(Rendered(language: language, people: readers, folder: place, rendering: rendering))
                }
            }
            return rendered
        }
    }

    /// Lets go of rows that were kept for earlier runs, as part of the commit of this one.
    func discardUnneeded(in transaction: StoreTransaction) throws {
        for index in queries.indices { if let identity = identity(index) { try transaction.lists.discardUnneeded(identity) } }
    }

    private func render(
        _ variant: Variant, now: [Int: Int64], from snapshot: StoreTransaction, into folder: String
    ) throws -> Rendering {
        let assembly = ListAssembly(
            catalog: environment.catalog, templates: environment.folders.templates, calendar: step.calendar, language: variant.language,
            schedule: step.schedule.label,
            run: step.run.id)
        let sources = try queries.enumerated().map { index, query in
            guard let rows = now[index] else { return try assembly.source(query, from: snapshot) }
            return try assembly.source(query, now: rows, last: variant.last[index], from: snapshot)
        }
        let renderer = ListRenderer(
            localizer: environment.localizer(variant.language, in: step.calendar), calendar: step.calendar, created: step.present,
            schedule: step.schedule.label, look: environment.catalog.settings.look.placed(in: environment.folders.root))
        return try renderer.render(sources, label: task.label, workbook: task.workbook, into: folder)
    }

    /// Keeps the rows of lists that tell changes, by the lists' places: what is compared, and compared with next time, is one thing then.
    private func keepRows() throws -> [Int: Int64] {
        guard queries.contains(where: { $0.list.design.changes != .none }) else { return [:] }
        return try environment.store.write { transaction in
            try transaction.runs.confirm(step.lease)
            var kept: [Int: Int64] = [:]
            for (index, query) in queries.enumerated() {
                guard let identity = identity(index), let key = query.key else { continue }
                kept[index] = try transaction.lists.take(identity, query.records(.fi), key: key)
            }
            return kept
        }
    }

    private func variant(of person: Person, _ language: Language, in snapshot: StoreTransaction) throws -> Variant {
        let last = try queries.indices.map { index in try identity(index).flatMap { try snapshot.lists.last($0, for: person.address) } }
        return Variant(language: language, last: last)
    }

    /// By what a list that tells changes is known from run to run; nil for other lists.
    private func identity(_ index: Int) -> ListSnapshots.Identity? {
        let list = queries[index].list
        guard list.design.changes != .none else { return nil }
        // Which of the schedule's lists of this segment it is.
        let lists = step.schedule.tasks.flatMap { task -> [CustomerList] in
            if case .deliverList(let task) = task { task.lists } else { [] }
        }
        let sameSegment = lists.filter { $0.segment == list.segment && $0.design.changes != .none }
        // Equal ones of this task follow one another.
        let number = (sameSegment.firstIndex(of: list) ?? 0) + queries[..<index].count { $0.list == list }
        return ListSnapshots.Identity(
            schedule: step.schedule.name, name: "\(list.segment)#\(number + 1)", run: step.run.id, task: step.position)
    }
}

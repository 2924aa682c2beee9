/// What has to be refreshed before what.
extension Catalog {
    /// These segments and those that their criteria use, each after all that it uses.
    ///
    /// Circles are no definitions, but would not keep this from ending.
    package func refreshOrder(of names: some Sequence<String>) -> [String] {
        var order: [String] = []
        var seen: Set<String> = []
        func add(_ name: String) {
            guard seen.insert(name).inserted else { return }
            for used in segments[name]?.uses ?? [] { add(used) }
            order.append(name)
        }
        names.forEach(add)
        return order
    }

    /// The tasks of `schedule` in the order in which they run: first every segment that one of them uses is refreshed, whether a task
    /// says so or not, then the others follow as in the file.
    package func tasks(of schedule: ScheduleDefinition) -> [TaskDefinition] {
        let refreshed = schedule.tasks.filter { $0.kind == .refreshSegment }.map(\.segment)
        let others = schedule.tasks.filter { $0.kind != .refreshSegment }
        let used = others.flatMap { [$0.segment] + segmentsUsed(by: $0) }
        return refreshOrder(of: refreshed + used).map { .refreshSegment(RefreshSegmentTask(segment: $0)) } + others
    }

    /// The segments on whose members the expressions of a task depend.
    private func segmentsUsed(by task: TaskDefinition) -> [String] {
        switch task {
        case .runFormulas(let task): task.formulas.flatMap { formulas[$0]?.uses ?? [] }
        case .bulkEdit(let task): task.uses
        case .deliverList(let task): task.lists.flatMap { [$0.segment] + $0.design.uses }
        default: []
        }
    }
}

import Model
import Testing

@testable import Definitions

/// The task `bulk-edit`: what it reads, and how its mistakes are told.
struct BulkEditMistakeTests {
    static let mistakes: [(text: String, problems: [String])] = [
        ("set: {last_name: {append: x, value: y}}", ["3:36 key.excluded"]),
        ("set: {visits: {append: x}}", ["3:22 task.append"]),
        ("set: {last_name: {add: x}}", ["3:30 task.list-only"]),
        ("set: {tags: 'a;b'}", ["3:19 task.list-separator"]),
        ("set: {tags: {remove: ['a;b']}}", ["3:29 task.list-separator"]),
        ("set: {arts: {add: [theatre, oopera]}}", ["3:35 unknown.near opera"]),
        ("set: {last_name: [a, b]}", ["3:24 value.wrong"]),
        ("set: {visits: {expression: visits + sum(purchases.amuont)}}", ["3:57 expression.field.unknown.nearest amount"]),
        ("set: {visits: {expression: last_name}}", ["3:34 expression.formula.type"]),
        ("set: {arts: {expression: '\"dance\"'}}", ["3:33 expression.choice.unknown"]),
        ("where: visits\n      set: {tags: x}", ["3:14 expression.criteria.type"]),
        ("module: customers\n      set: {tags: x}", ["3:15 task.no-child"]),
        ("module: purchasse\n      set: {amount: 1}", ["3:15 unknown.near purchases"]),
        ("module: purchases\n      set: {visits: 1}", ["4:13 unknown.among"]),
        ("module: purchases\n      where: visits = 1\n      set: {amount: 1}", ["4:14 expression.field.unknown"]),
        ("approval: requierd\n      set: {tags: x}", ["3:17 unknown.near required"]),
        ("volume-guard: 30\n      set: {tags: x}", ["3:21 value.wrong"]),
    ]

    @Test(arguments: mistakes)
    func tellsWhatIsWrong(text: String, problems: [String]) {
        let schedule = "tasks:\n  - bulk-edit:\n      \(text)\n      segment: aktiiviset"
        let found = SmallWorkspace.problems(["schedules/viikko.yaml": schedule])
        #expect(found == problems.map { "schedules/viikko.yaml:\($0)" })
    }

    @Test func readsEveryWayToSayWhatAFieldBecomes() throws {
        let schedule = """
            tasks:
              - bulk-edit:
                  segment: aktiiviset
                  where: visits > 3
                  approval: required
                  volume-guard: 12,5%
                  set:
                    last_name: {append: ' (VIP)'}
                    tags: [teatteri, ' ooppera ', teatteri]
                    arts: {add: theatre}
                    email: {clear: true}
                    visits: {expression: visits + 1}
                    total_spent: {value: 12}
              - bulk-edit: {segment: aktiiviset, module: purchases, set: {date: {action-date: true}}}
              - bulk-edit: {segment: aktiiviset, set: {tags: {remove: [a, b]}, arts: []}}
            """
        let loaded = SmallWorkspace.load(["schedules/viikko.yaml": schedule])
        #expect(loaded.diagnostics == [])
        typealias Assignment = BulkEditTask.Assignment
        let tasks = [
            BulkEditTask(
                segment: "aktiiviset", condition: "visits > 3",
                assignments: [
                    Assignment(field: "last_name", value: .append(" (VIP)")),
                    Assignment(field: "tags", value: .value(.list(["teatteri", "ooppera"]))),
                    Assignment(field: "arts", value: .add(["theatre"])), Assignment(field: "email", value: .clear),
                    Assignment(field: "visits", value: .expression("visits + 1")),
                    Assignment(field: "total_spent", value: .value(.decimal(unscaled: 1200, scale: 2))),
                ], approval: .required, volumeGuard: 1250),
            BulkEditTask(
                segment: "aktiiviset", module: "purchases", assignments: [Assignment(field: "date", value: .actionDate)]),
            BulkEditTask(
                segment: "aktiiviset",
                assignments: [Assignment(field: "tags", value: .remove(["a", "b"])), Assignment(field: "arts", value: .clear)]),
        ]
        #expect(loaded.catalog.schedules["viikko"]?.tasks == tasks.map { .bulkEdit($0) })
    }

    @Test(arguments: [
        ("key: tags\nfields: {tags: {type: list}}", ["1:6 module.key-list"]),
        ("key: id\nfields: {id: {type: text}, tags: {type: list, choices: ['a;b']}}", ["2:57 task.list-separator"]),
    ])
    func aListCannotBeAKey(module: String, problems: [String]) {
        #expect(SmallWorkspace.problems(["modules/tagged.yaml": module]) == problems.map { "modules/tagged.yaml:\($0)" })
    }
}

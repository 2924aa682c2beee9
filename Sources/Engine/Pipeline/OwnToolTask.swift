import Actions
import Files
import Model
import Store
import Tabular

/// Has a tool of the workspace's own do its work: its program outside every transaction, then its answers in one.
///
/// Whatever stops it before the commit leaves nothing but a temporary folder, and the task is done again from its start.
struct OwnToolTask: Sendable {
    let environment: PipelineEnvironment

    /// Runs the tool; `commit` is handed what applies its answers.
    func run(_ task: RunToolTask, _ step: TaskStep, commit: ((ActionContext) throws -> TaskOutcome) throws -> Void) throws {
        let run = try OwnToolRun(task, catalog: environment.catalog)
        let folders = environment.folders
        try Folder.create(folders.temporary)
        try Folder.withTemporary(in: folders.temporary) { folder in
            let home = folder + "/home"
            try Folder.create(home, mode: 0o700)
            let answers = try ToolAnswers(path: folder + "/answers.sqlite")
            let setting = OwnToolRun.Setting(
                tools: folders.tools, folder: home, language: environment.catalog.settings.language, timeZone: step.calendar.zone,
                today: step.actionDate)
            try environment.store.read { try run.ask($0, answers, in: setting) }
            try commit { try run.apply(answers, $0) }
        }
    }
}

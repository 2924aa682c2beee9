package import Localization
package import Model
package import Tabular

/// What an owner is told by mail when something needs a person.
package enum NoticeMail: Hashable, Sendable {
    /// A schedule does not deliver because it has no password; `name` is its name in commands.
    case passwordMissing(schedule: LocalizedText, name: String, due: Instant)
    /// A run failed for `reason`; `run` is its id.
    case runFailed(schedule: LocalizedText, run: String, due: Instant, reason: Message)
    /// A file, or some of its rows, was not taken in for `reason`; `drop` is its id.
    case dropRejected(source: LocalizedText, file: String, drop: String, reason: Message)
    /// A file waits for a person's word for `reason`; `drop` is its id.
    case dropHeld(source: LocalizedText, file: String, drop: String, reason: Message)
    /// A schedule is not run at all for `reason`; `name` is its name in commands.
    case scheduleHeld(schedule: LocalizedText, name: String, reason: Message)
    /// A run waits for a person for `reason`; `run` is its id.
    case runHeld(schedule: LocalizedText, run: String, due: Instant, reason: Message)
    /// A run has planned edits that wait for a person's word, as `reason` says; `run` is its id.
    case approvalNeeded(schedule: LocalizedText, run: String, due: Instant, reason: Message)
    /// A run may miss its deadline, as `reason` says; `run` is its id.
    case runAtRisk(schedule: LocalizedText, run: String, due: Instant, reason: Message)

    /// The mail to `recipient` in the localizer's language; `workspace` signs.
    package func text(for recipient: Person, workspace: LocalizedText, _ localizer: Localizer) -> MailText {
        let paragraphs = [localizer.text(what, arguments), localizer.text(remedy, arguments)]
        return MailText(
            subject: localizer.text(subject, arguments),
            body: MailLetter(workspace: workspace).body(to: recipient, paragraphs, localizer)
        )
    }

    private var arguments: [String: MessageArgument] {
        switch self {
        case .passwordMissing(let schedule, let name, let due):
            ["schedule": .label(schedule), "name": .text(name), "due": .instant(due)]
        case .scheduleHeld(let schedule, let name, let reason):
            ["schedule": .label(schedule), "name": .text(name), "reason": .message(reason)]
        case .runFailed(let schedule, let run, let due, let reason), .runHeld(let schedule, let run, let due, let reason),
            .approvalNeeded(let schedule, let run, let due, let reason), .runAtRisk(let schedule, let run, let due, let reason):
            ["schedule": .label(schedule), "run": .text(run), "due": .instant(due), "reason": .message(reason)]
        case .dropRejected(let source, let file, let drop, let reason), .dropHeld(let source, let file, let drop, let reason):
            ["source": .label(source), "file": .text(file), "drop": .text(drop), "reason": .message(reason)]
        }
    }

    private var subject: MessageKey {
        switch self {
        case .passwordMissing: "mail.password-missing.subject"
        case .runFailed: "mail.run-failed.subject"
        case .dropRejected: "mail.drop-rejected.subject"
        case .dropHeld: "mail.drop-held.subject"
        case .scheduleHeld: "mail.schedule-held.subject"
        case .runHeld: "mail.run-held.subject"
        case .approvalNeeded: "mail.approval-needed.subject"
        case .runAtRisk: "mail.run-at-risk.subject"
        }
    }

    private var what: MessageKey {
        switch self {
        case .passwordMissing: "mail.password-missing.what"
        case .runFailed: "mail.run-failed.what"
        case .dropRejected: "mail.drop-rejected.what"
        case .dropHeld: "mail.drop-held.what"
        case .scheduleHeld: "mail.schedule-held.what"
        case .runHeld: "mail.run-held.what"
        case .approvalNeeded: "mail.approval-needed.what"
        case .runAtRisk: "mail.run-at-risk.what"
        }
    }

    private var remedy: MessageKey {
        switch self {
        case .passwordMissing: "mail.password-missing.remedy"
        case .runFailed: "mail.run-failed.remedy"
        case .dropRejected: "mail.drop-rejected.remedy"
        case .dropHeld: "mail.drop-held.remedy"
        case .scheduleHeld: "mail.schedule-held.remedy"
        case .runHeld: "mail.run-held.remedy"
        case .approvalNeeded: "mail.approval-needed.remedy"
        case .runAtRisk: "mail.run-at-risk.remedy"
        }
    }
}

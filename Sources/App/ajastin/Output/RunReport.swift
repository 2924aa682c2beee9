import Model
import Store

/// Tells how a run ended.
struct RunReport {
    let run: RunRecord

    var status: ExitStatus { run.state == .succeeded ? .done : .failed }

    func tell() {
        let id = MessageArgument.text("\(run.id)")
        if let held = run.held {
            Console.message(Message("cli.run.held", ["id": id, "reason": .message(held)]))
        } else if run.state == .succeeded {
            Console.message(Message("cli.run.succeeded", ["id": id]))
        } else if run.state == .failed {
            Console.message(Message("cli.run.failed", ["id": id, "reason": run.reason.map { .message($0) } ?? ""]))
        }
    }
}

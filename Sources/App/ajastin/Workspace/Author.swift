import Foundation
import Glibc
import Store

/// The person at the keyboard, for the trail of changes.
enum Author {
    /// The author of a change that `command` makes.
    static func doing(_ command: String) -> ChangeAuthor { ChangeAuthor(who: name, what: command) }

    /// The name of the account, or else what the environment says, or the account's number.
    private static var name: String {
        let account = NSUserName()
        if !account.isEmpty { return account }
        return ProcessInfo.processInfo.environment["USER"].flatMap { $0.isEmpty ? nil : $0 } ?? "uid \(getuid())"
    }
}

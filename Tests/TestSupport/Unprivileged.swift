import Foundation

/// Runs `body` on this thread with the file access of a user who owns nothing.
package func unprivileged(_ body: () throws -> Void) throws {
    typealias SetUser = @convention(c) (UInt32) -> Int32
    guard let symbol = unsafe dlsym(nil, "setfsuid") else { throw POSIXError(.ENOSYS) }
    let setUser = unsafe unsafeBitCast(symbol, to: SetUser.self)
    _ = setUser(65_534)
    defer { _ = setUser(geteuid()) }
    try body()
}

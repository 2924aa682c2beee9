// archive-bench FILE OUT.zip stored|deflated [ROUNDS]: times an archive of one file, encrypted under $ZIP_PASSWORD where it is set.

import Archive
import Foundation

let arguments = CommandLine.arguments
guard arguments.count >= 4, ["stored", "deflated"].contains(arguments[3]) else {
    print("archive-bench FILE OUT.zip stored|deflated [ROUNDS]")
    exit(2)
}
let password = ProcessInfo.processInfo.environment["ZIP_PASSWORD"].map { Array($0.utf8) }
let time = EntryTime(year: 2026, month: 11, day: 26)
for _ in 0..<(arguments.count > 4 ? Int(arguments[4]) ?? 3 : 3) {
    // A file system may wait for the disk when a new file replaces an old one, which is not what is measured here.
    unsafe unlink(arguments[2])
    let start = ContinuousClock.now
    var writer = try ZipWriter(path: arguments[2])
    let compression: EntryCompression = arguments[3] == "stored" ? .stored : .deflated
    try writer.add("data", .file(arguments[1]), compression: compression, time: time, password: password)
    try writer.close()
    print(String(format: "%.3f s", (ContinuousClock.now - start) / .seconds(1)))
}

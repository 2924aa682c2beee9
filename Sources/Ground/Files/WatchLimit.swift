internal import Glibc

/// The error numbers by which inotify(7) refuses more watches.
enum WatchLimit {
    static let numbers: Set<Int32> = [ENOSPC, EMFILE, ENFILE, ENOMEM]
}

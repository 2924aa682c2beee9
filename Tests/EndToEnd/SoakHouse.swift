import Files
import Foundation
import Glibc
import TestSupport
import Testing

/// A workspace whose senders and whose server behave as badly as they may.
final class SoakHouse {
    /// What was sent in one file; no two have a row in common.
    struct Content {
        let number: Int
        let rows: [(key: String, isValid: Bool)]
        /// Whether the sender took it away while it was still there; it may have been taken in before that or not.
        var isWithdrawn = false

        var text: String {
            "id;amount\n" + rows.map { "\($0.key);\($0.isValid ? "\(number)" : "x")\n" }.joined()
        }
    }

    private enum Source: String, CaseIterable {
        case closing, inner = "closing/inner", quiet, done
    }

    private let folder: TemporaryFolder
    private var random: SeededGenerator
    private(set) var contents: [Content] = []
    /// The number of the content that was last put at a path.
    private var places: [String: Int] = [:]
    private var counts: [String: Int] = [:]
    private let archive: FolderWatcher

    var path: String { folder.path }
    /// How often each thing was done.
    var summary: String { counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ") }

    init(seed: UInt64) throws {
        folder = try TemporaryFolder()
        random = SeededGenerator(seed: seed)
        archive = try FolderWatcher()
        try folder.write("{name: Teatteri, language: fi, time-zone: Europe/Helsinki}", to: "ajastin.yaml")
        try folder.write("{label: Asiakkaat, key: id, fields: {id: {type: text}, amount: {type: integer}}}", to: "modules/customers.yaml")
        for (source, rule) in [(Source.closing, "close"), (.inner, "close"), (.quiet, "quiet 2 s"), (.done, "done-file")] {
            let name = source.rawValue.split(separator: "/").last ?? ""
            try folder.write(
                "{folder: \(source.rawValue), module: customers, ready: \(rule), ignore: ['*.log']}", to: "sources/\(name).yaml")
        }
        let result = try Program().run(["apply"], in: path)
        try #require(result.status == 0, "\(result.errors)")
        try Folder.create(path + "/outside")
        try Folder.create(path + "/var/archive")
        try archive.add(path + "/var/archive")
    }

    /// Plays on for `duration`, then leaves the server alone until nothing waits; returns how often it was killed.
    func run(for duration: Duration) throws -> Int {
        let end = ContinuousClock.now + duration
        var kills = 0
        var server = try start()
        while ContinuousClock.now < end {
            let life = ContinuousClock.now + .milliseconds(Int.random(in: 100...4000, using: &random))
            while ContinuousClock.now < life { try act() }
            server.kill()
            kills += 1
            for _ in 0..<Int.random(in: 0...20, using: &random) { try act() }
            server = try start()
        }
        try vouch()
        try settle(server)
        return kills
    }

    /// The files in the watched folders.
    func waiting() throws -> [String] {
        try #require(FileManager.default.enumerator(atPath: path + "/drop")).compactMap { $0 as? String }
            .filter { !Folder.isFolder(path + "/drop/" + $0) }
    }

    private func start() throws -> Server { try Server(path, log: path + "/serve.log") }

    private func settle(_ server: Server) throws {
        // On a slow disk much may be left; as long as files are being archived, it goes on.
        var limit = ContinuousClock.now + .seconds(60)
        while try !waiting().isEmpty, ContinuousClock.now < limit {
            if try !archive.events(timeout: .milliseconds(200)).isEmpty { limit = .now + .seconds(60) }
        }
        try server.stop()
    }

    /// Does one thing, after a moment.
    private func act() throws {
        _ = try archive.events(timeout: .milliseconds(Int.random(in: 1...40, using: &random)))
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<55: try deliver(to: newPath())
        case 55..<65: try deliverFolder()
        case 65..<75: try withKnown { try rename($0) }
        case 75..<85: try withKnown { try deliver(to: $0) }
        case 85..<95: try withKnown { withdraw($0) }
        case 95..<98: try folder.write("x", to: "drop/closing/note.log")
        default: try replaceFolder()
        }
        try Folder.remove(path + "/drop/closing/note.log")
    }

    private func count(_ what: String) { counts[what, default: 0] += 1 }

    private func withKnown(_ body: (String) throws -> Void) throws {
        places = places.filter { FileManager.default.fileExists(atPath: $0.key) }
        if let place = places.keys.sorted().randomElement(using: &random) { try body(place) }
    }

    private func source(of path: String) -> Source? {
        Source.allCases.last { path.hasPrefix(self.path + "/drop/" + $0.rawValue + "/") && ($0 != .closing || !path.contains("/inner/")) }
    }

    private func newPath() throws -> String {
        guard let source = Source.allCases.randomElement(using: &random) else { throw POSIXError(.EINVAL) }
        let below = ["", "", "2026/", "2026/11/", "a/b/c/"].randomElement(using: &random) ?? ""
        let folder = path + "/drop/" + source.rawValue + "/" + below
        try Folder.create(String(folder.dropLast()))
        return folder + "file\(Int.random(in: 0..<60, using: &random)).csv"
    }

    private func newContent() -> Content {
        let number = contents.count
        let rows = (1...Int.random(in: 1...60, using: &random)).map { row in
            (key: "\(number)-\(row)", isValid: Int.random(in: 0..<10, using: &random) > 0)
        }
        contents.append(Content(number: number, rows: rows))
        return contents[number]
    }

    /// Puts a new content at `place`, in one of the ways in which senders do it; what is there is withdrawn by that.
    private func deliver(to place: String) throws {
        let content = newContent()
        if let former = places[place], FileManager.default.fileExists(atPath: place) { contents[former].isWithdrawn = true }
        let source = source(of: place)
        let isNew = !FileManager.default.fileExists(atPath: place)
        switch Int.random(in: 0..<4, using: &random) {
        case 0 where isNew: try write(content.text, slowly: source == .quiet, to: place)
        case 1 where isNew:
            let outside = path + "/outside/\(content.number)"
            try write(content.text, slowly: false, to: outside)
            if unsafe link(outside, place) != 0 { contents[content.number].isWithdrawn = true }
            try Folder.remove(outside)
        default:
            try write(content.text, slowly: false, to: place + ".part")
            try Folder.move(place + ".part", to: place)
        }
        places[place] = content.number
        if source == .done { try folder.write("", to: String((place + ".done").dropFirst(path.count + 1))) }
        count(isNew ? "sent" : "sent over")
    }

    /// Writes a file, in several goes of opening and closing where `slowly`.
    private func write(_ text: String, slowly: Bool, to place: String) throws {
        var rest = text[...]
        while !rest.isEmpty {
            let part = rest.prefix(slowly ? max(1, text.count / 3) : text.count)
            let file = unsafe open(place, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
            guard file >= 0 else { throw POSIXError(.EIO) }
            defer { close(file) }
            guard unsafe Glibc.write(file, String(part), part.utf8.count) == part.utf8.count else { throw POSIXError(.EIO) }
            rest = rest.dropFirst(part.count)
        }
    }

    /// Moves a folder in that has files in it already.
    private func deliverFolder() throws {
        let name = "batch\(contents.count)"
        let place = path + "/drop/closing/" + name
        try Folder.create(path + "/outside/\(name)/in")
        for file in ["part10.csv", "part2.csv", "in/x.csv"] {
            let content = newContent()
            try write(content.text, slowly: false, to: path + "/outside/\(name)/" + file)
            places[place + "/" + file] = content.number
        }
        try Folder.move(path + "/outside/" + name, to: place)
        count("folders sent")
    }

    /// Gives a waiting file another name, as far as nobody has taken it.
    private func rename(_ place: String) throws {
        guard let number = places[place] else { return }
        let target = Folder.parent(of: place) + "/renamed\(number).csv"
        do { try Folder.move(place, to: target) } catch { return }
        places[place] = nil
        places[target] = number
        if source(of: target) == .done { try folder.write("", to: String((target + ".done").dropFirst(path.count + 1))) }
        count("renamed")
    }

    /// Takes a waiting file away, as far as nobody has taken it; its mark stays.
    private func withdraw(_ place: String) {
        guard let number = places.removeValue(forKey: place), unsafe unlink(place) == 0 else { return }
        contents[number].isWithdrawn = true
        count("withdrawn")
    }

    /// Puts another folder in the place of a watched one, with all that it holds.
    private func replaceFolder() throws {
        let place = path + "/drop/quiet"
        let aside = path + "/outside/quiet\(contents.count)"
        try Folder.move(place, to: aside)
        try Folder.create(place)
        for name in try Folder.names(in: aside) where !FileManager.default.fileExists(atPath: place + "/" + name) {
            try Folder.move(aside + "/" + name, to: place + "/" + name)
        }
        count("folders replaced")
    }

    /// Makes all marks anew, as senders do that see their files wait.
    private func vouch() throws {
        for file in try waiting() where file.hasPrefix("done/") && !file.hasSuffix(".done") {
            try folder.write("", to: "drop/" + file + ".done")
        }
    }
}

import Expressions
import Foundation
import Synchronization

/// The system's SQLite, opened at run time so that this target imports no C library.
///
/// The few calls that the tests make are checked; everything is on one thread.
@safe final class SQLiteDatabase {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let library: Library
    private let handle: OpaquePointer

    /// An empty database in memory that knows the functions of ``SQLFunction/all``.
    init() throws {
        library = try Library.load()
        var opened: OpaquePointer?
        let code = unsafe library.open(":memory:", &opened)
        guard code == 0, let opened = unsafe opened else { throw Failure(description: "sqlite3_open: \(code)") }
        unsafe handle = opened
        for function in SQLFunction.all {
            let box = unsafe Unmanaged.passRetained(FunctionBox(function, library)).toOpaque()
            let code = unsafe library.createFunction(
                handle, function.name, Int32(function.argumentCount ?? -1), 1 | 0x800, box, callFunction, nil, nil,
                { box in if let box = unsafe box { unsafe Unmanaged<FunctionBox>.fromOpaque(box).release() } })
            guard code == 0 else { throw Failure(description: "sqlite3_create_function_v2: \(code)") }
        }
    }

    deinit { _ = unsafe library.close(handle) }

    /// The rows of `sql`; numbers that are not integers come back as `Failure`.
    @discardableResult
    func rows(_ sql: String, _ bindings: [SQLValue] = []) throws -> [[SQLValue]] {
        var prepared: OpaquePointer?
        guard unsafe library.prepare(handle, sql, -1, &prepared, nil) == 0, let statement = unsafe prepared else {
            throw Failure(description: unsafe String(cString: library.errorMessage(handle)) + ": " + sql)
        }
        defer { _ = unsafe library.finalize(statement) }
        for (index, value) in bindings.enumerated() {
            let position = Int32(index + 1)
            switch value {
            case .null: _ = unsafe library.bindNull(statement, position)
            case .integer(let integer): _ = unsafe library.bindInteger(statement, position, integer)
            case .text(let text): _ = unsafe library.bindText(statement, position, text, Int32(text.utf8.count), Library.transient)
            }
        }
        var rows: [[SQLValue]] = []
        while true {
            switch unsafe library.step(statement) {
            case 100:
                rows.append(try (0..<(unsafe library.columnCount(statement))).map { try unsafe value(of: statement, at: $0) })
            case 101: return rows
            default: throw Failure(description: unsafe String(cString: library.errorMessage(handle)) + ": " + sql)
            }
        }
    }

    private func value(of statement: OpaquePointer, at column: Int32) throws -> SQLValue {
        switch unsafe library.columnType(statement, column) {
        case 1: return unsafe .integer(library.columnInteger(statement, column))
        case 3: return unsafe .text(String(cString: library.columnText(statement, column)))
        case 5: return .null
        case let type: throw Failure(description: "A value of type \(type) is neither integer, text nor null")
        }
    }
}

private final class FunctionBox {
    let function: SQLFunction
    let library: Library

    init(_ function: SQLFunction, _ library: Library) {
        self.function = function
        self.library = library
    }
}

/// What SQLite calls for every function; its user data is the function.
private func callFunction(_ context: OpaquePointer?, _ count: Int32, _ values: UnsafeMutablePointer<OpaquePointer?>?) {
    guard let context = unsafe context, let values = unsafe values, let data = unsafe currentLibrary.withLock({ $0 })?.userData(context)
    else { return }
    let box = unsafe Unmanaged<FunctionBox>.fromOpaque(data).takeUnretainedValue()
    let arguments = (0..<Int(count)).map { index -> SQLValue in
        switch unsafe box.library.valueType(values[index]) {
        case 1: unsafe .integer(box.library.valueInteger(values[index]))
        case 3: unsafe .text(String(cString: box.library.valueText(values[index])))
        default: .null
        }
    }
    switch box.function.evaluate(arguments) {
    case .null: unsafe box.library.resultNull(context)
    case .integer(let integer): unsafe box.library.resultInteger(context, integer)
    case .text(let text): unsafe box.library.resultText(context, text, Int32(text.utf8.count), Library.transient)
    }
}

private let currentLibrary = Mutex<Library?>(nil)

/// The functions of the C library that are used here.
@safe private struct Library: @unchecked Sendable {
    typealias Call = @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void
    typealias Destructor = @convention(c) (UnsafeMutableRawPointer?) -> Void

    /// SQLITE_TRANSIENT: the library copies the text.
    static var transient: Destructor? { unsafe unsafeBitCast(-1, to: Destructor?.self) }

    let open: @convention(c) (UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>) -> Int32
    let close: @convention(c) (OpaquePointer) -> Int32
    let errorMessage: @convention(c) (OpaquePointer) -> UnsafePointer<CChar>
    let prepare:
        @convention(c) (
            OpaquePointer, UnsafePointer<CChar>, Int32, UnsafeMutablePointer<OpaquePointer?>, UnsafeMutablePointer<UnsafePointer<CChar>?>?
        ) -> Int32
    let finalize: @convention(c) (OpaquePointer) -> Int32
    let step: @convention(c) (OpaquePointer) -> Int32
    let bindNull: @convention(c) (OpaquePointer, Int32) -> Int32
    let bindInteger: @convention(c) (OpaquePointer, Int32, Int64) -> Int32
    let bindText: @convention(c) (OpaquePointer, Int32, UnsafePointer<CChar>, Int32, Destructor?) -> Int32
    let columnCount: @convention(c) (OpaquePointer) -> Int32
    let columnType: @convention(c) (OpaquePointer, Int32) -> Int32
    let columnInteger: @convention(c) (OpaquePointer, Int32) -> Int64
    let columnText: @convention(c) (OpaquePointer, Int32) -> UnsafePointer<CChar>
    let createFunction:
        @convention(c) (
            OpaquePointer, UnsafePointer<CChar>, Int32, Int32, UnsafeMutableRawPointer?, Call?, Call?,
            (@convention(c) (OpaquePointer?) -> Void)?, Destructor?
        ) -> Int32
    let userData: @convention(c) (OpaquePointer) -> UnsafeMutableRawPointer?
    let valueType: @convention(c) (OpaquePointer?) -> Int32
    let valueInteger: @convention(c) (OpaquePointer?) -> Int64
    let valueText: @convention(c) (OpaquePointer?) -> UnsafePointer<CChar>
    let resultNull: @convention(c) (OpaquePointer) -> Void
    let resultInteger: @convention(c) (OpaquePointer, Int64) -> Void
    let resultText: @convention(c) (OpaquePointer, UnsafePointer<CChar>, Int32, Destructor?) -> Void

    static func load() throws -> Library {
        try currentLibrary.withLock { current in
            if let current { return current }
            guard let image = unsafe dlopen("libsqlite3.so.0", RTLD_NOW) else {
                throw SQLiteDatabase.Failure(description: "libsqlite3.so.0 is not installed")
            }
            func symbol<T>(_ name: String) throws -> T {
                guard let address = unsafe dlsym(image, "sqlite3_" + name) else {
                    throw SQLiteDatabase.Failure(description: "SQLite has no \(name)")
                }
                return unsafe unsafeBitCast(address, to: T.self)
            }
            let library = unsafe Library(
                open: try symbol("open"), close: try symbol("close"), errorMessage: try symbol("errmsg"), prepare: try symbol("prepare_v2"),
                finalize: try symbol("finalize"), step: try symbol("step"), bindNull: try symbol("bind_null"),
                bindInteger: try symbol("bind_int64"), bindText: try symbol("bind_text"), columnCount: try symbol("column_count"),
                columnType: try symbol("column_type"), columnInteger: try symbol("column_int64"), columnText: try symbol("column_text"),
                createFunction: try symbol("create_function_v2"), userData: try symbol("user_data"), valueType: try symbol("value_type"),
                valueInteger: try symbol("value_int64"), valueText: try symbol("value_text"), resultNull: try symbol("result_null"),
                resultInteger: try symbol("result_int64"), resultText: try symbol("result_text"))
            current = library
            return library
        }
    }
}

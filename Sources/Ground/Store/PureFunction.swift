import Expressions
import GRDB
import GRDBSQLite

/// A function of SQL whose result hangs on its arguments alone.
///
/// Registered with SQLite itself: it may run for each record of an edit, and a conversion of every argument and result by way of boxes
/// would cost more than most functions do.
final class PureFunction: Sendable {
    private let evaluate: @Sendable (_ arguments: [SQLValue]) -> SQLValue

    init(_ evaluate: @escaping @Sendable (_ arguments: [SQLValue]) -> SQLValue) {
        self.evaluate = evaluate
    }

    /// Makes the function known to a connection.
    ///
    /// - Parameter argumentCount: nil: any number.
    func register(as name: String, argumentCount: Int?, in db: Database) throws {
        let code = unsafe sqlite3_create_function_v2(
            db.sqliteConnection, name, Int32(argumentCount ?? -1), SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
            Unmanaged.passRetained(self).toOpaque(),
            { context, count, values in
                guard let data = unsafe sqlite3_user_data(context) else { return unsafe sqlite3_result_null(context) }
                let function = unsafe Unmanaged<PureFunction>.fromOpaque(data).takeUnretainedValue()
                let arguments = unsafe UnsafeBufferPointer(start: values, count: Int(count))
                unsafe function.evaluate(arguments.map { unsafe SQLValue($0) }).give(to: context)
            }, nil, nil,
            { data in
                if let data = unsafe data { unsafe Unmanaged<PureFunction>.fromOpaque(data).release() }
            })
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
}

extension SQLValue {
    /// The argument of a function.
    fileprivate init(_ value: OpaquePointer?) {
        switch unsafe sqlite3_value_type(value) {
        case SQLITE_INTEGER: self = .integer(unsafe sqlite3_value_int64(value))
        case SQLITE_TEXT:
            guard let start = unsafe sqlite3_value_text(value) else {
                self = .null
                return
            }
            let bytes = unsafe UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
            self = .text(unsafe String(decoding: bytes, as: UTF8.self))
        default: self = .null
        }
    }

    /// Makes the value the result of a function.
    fileprivate func give(to context: OpaquePointer?) {
        switch self {
        case .null: unsafe sqlite3_result_null(context)
        case .integer(let integer): unsafe sqlite3_result_int64(context, integer)
        case .text(var text):
            text.withUTF8 { bytes in
                // Without an address SQLite would take an empty text for none.
                guard let start = bytes.baseAddress else { return unsafe sqlite3_result_text(context, "", 0, nil) }
                let copying = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                unsafe start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    unsafe sqlite3_result_text64(context, $0, UInt64(bytes.count), copying, UInt8(SQLITE_UTF8))
                }
            }
        }
    }
}

extension SQLValue {
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .int64(let integer): self = .integer(integer)
        case .string(let text): self = .text(text)
        case .double, .blob, .null: self = .null
        }
    }

    /// The value as GRDB binds and returns it.
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let integer): integer.databaseValue
        case .text(let text): text.databaseValue
        }
    }
}

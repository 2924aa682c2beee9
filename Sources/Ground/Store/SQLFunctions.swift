import Expressions
import GRDB
import GRDBSQLite
import Localization
import Model

/// The functions that our SQL calls beside SQLite's own.
enum SQLFunctions {
    /// The function that gives the sort key of a text in the order of `language`.
    static func sortKey(_ language: Language) -> String { "ajastin_sort_\(language.rawValue)" }

    /// The function that gives one sort key of several values, the first foremost, so that records are sorted by one comparison of bytes.
    ///
    /// Its first argument says of each value by two letters what it is and where it goes; see ``SortCode``.
    static func sortKeys(_ language: Language) -> String { "ajastin_sorts_\(language.rawValue)" }

    /// The function that makes a list of a text as people write lists.
    static let listOf = "ajastin_list_of"
    /// The function that adds the items of its second argument to the list that is its first.
    static let listAdding = "ajastin_list_adding"
    /// The function that takes the items of its second argument out of the list that is its first.
    static let listRemoving = "ajastin_list_removing"

    /// Makes the functions known to a connection.
    static func register(in db: Database) throws {
        try registerLists(in: db)
        for language in Language.allCases {
            try registerSortKey(language, in: db)
            try registerSortKeys(language, in: db)
        }
        for function in SQLFunction.all {
            try PureFunction(function.evaluate).register(as: function.name, argumentCount: function.argumentCount, in: db)
        }
    }

    private static func registerLists(in db: Database) throws {
        @Sendable func items(_ value: SQLValue) -> [String] {
            guard case .text(let text) = value else { return [] }
            return ItemList.items(of: text)
        }
        @Sendable func list(_ items: [String]) -> SQLValue { ItemList.text(of: items).map { .text($0) } ?? .null }
        try PureFunction { values in
            guard case .text(let text) = values[0] else { return .null }
            return list(ItemList.items(written: text))
        }
        .register(as: listOf, argumentCount: 1, in: db)
        try PureFunction { values in list(items(values[0]) + items(values[1])) }.register(as: listAdding, argumentCount: 2, in: db)
        try PureFunction { values in
            let unwanted = Set(items(values[1]))
            return list(items(values[0]).filter { !unwanted.contains($0) })
        }
        .register(as: listRemoving, argumentCount: 2, in: db)
    }

    /// Registered with SQLite itself: it runs for each row of a sort, and its result is handed over without a copy by Foundation.
    private static func registerSortKey(_ language: Language, in db: Database) throws {
        let memory = unsafe Unmanaged.passRetained(SortKeyMemory(language)).toOpaque()
        let code = unsafe sqlite3_create_function_v2(
            db.sqliteConnection, sortKey(language), 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, memory,
            { context, _, values in
                guard let value = unsafe values?[0], let text = unsafe sqlite3_value_text(value),
                    let data = unsafe sqlite3_user_data(context)
                else {
                    return unsafe sqlite3_result_null(context)
                }
                let memory = unsafe Unmanaged<SortKeyMemory>.fromOpaque(data).takeUnretainedValue()
                let bytes = unsafe UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(value)))
                do throws(LocalizationError) {
                    try unsafe memory.withSortKey(of: bytes) { key in
                        unsafe sqlite3_result_blob(
                            context, key.baseAddress, Int32(key.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
                    }
                } catch {
                    unsafe sqlite3_result_error_nomem(context)
                }
            }, nil, nil,
            { data in
                if let data = unsafe data { unsafe Unmanaged<SortKeyMemory>.fromOpaque(data).release() }
            })
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    private static func registerSortKeys(_ language: Language, in db: Database) throws {
        let keys = unsafe Unmanaged.passRetained(SortKeyBuilder(SortKeyMemory(language))).toOpaque()
        let code = unsafe sqlite3_create_function_v2(
            db.sqliteConnection, sortKeys(language), -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, keys,
            { context, count, values in
                guard let values = unsafe values, let data = unsafe sqlite3_user_data(context), count > 0 else {
                    return unsafe sqlite3_result_null(context)
                }
                let builder = unsafe Unmanaged<SortKeyBuilder>.fromOpaque(data).takeUnretainedValue()
                do throws(LocalizationError) {
                    try unsafe builder.build(UnsafeBufferPointer(start: values, count: Int(count)))
                } catch {
                    return unsafe sqlite3_result_error_nomem(context)
                }
                unsafe builder.key.withUnsafeBytes { key in
                    unsafe sqlite3_result_blob(
                        context, key.baseAddress, Int32(key.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
                }
            }, nil, nil,
            { data in
                if let data = unsafe data { unsafe Unmanaged<SortKeyBuilder>.fromOpaque(data).release() }
            })
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
}

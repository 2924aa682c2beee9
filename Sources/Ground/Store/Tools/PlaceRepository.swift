package import Expressions
import GRDB
package import Model

/// Which city belongs to which postal code, worked out in a table that only this connection sees.
package struct PlaceRepository {
    let db: Database

    /// Where pairs of a postal code and a city are known from.
    package struct Source: Sendable {
        package var module: ModuleDefinition
        package var code: String
        package var city: String
        /// A code counts that so many records have, of which so many in a hundred agree.
        package var minimum: Int
        package var agreement: Int

        package init(module: ModuleDefinition, code: String, city: String, minimum: Int, agreement: Int) {
            self.module = module
            self.code = code
            self.city = city
            self.minimum = minimum
            self.agreement = agreement
        }
    }

    /// Learns the cities: for each code the one that most records name, in its commonest spelling.
    package func learn(from source: Source) throws {
        let (code, city) = (quoted(source.code), quoted(source.city))
        try db.execute(sql: "CREATE TEMP TABLE IF NOT EXISTS ajastin_place (code TEXT PRIMARY KEY, city TEXT) WITHOUT ROWID")
        try db.execute(sql: "DELETE FROM temp.ajastin_place")
        try db.execute(
            sql: """
                INSERT INTO temp.ajastin_place SELECT code, city FROM (
                    SELECT code, city, row_number() OVER (PARTITION BY code ORDER BY agreeing DESC, count DESC, city) AS place, agreeing, total
                    FROM (
                        SELECT code, city, count, sum(count) OVER (PARTITION BY code) AS total,
                            sum(count) OVER (PARTITION BY code, ajastin_fold(city)) AS agreeing
                        FROM (
                            SELECT \(code) AS code, \(city) AS city, count(*) AS count FROM \(quoted(source.module.name))
                            WHERE \(code) IS NOT NULL AND \(city) IS NOT NULL GROUP BY \(code), \(city))))
                WHERE place = 1 AND total >= ? AND agreeing * 100 >= total * ?
                """,
            arguments: [source.minimum, source.agreement])
    }

    /// The city that belongs to the postal code of the record `r`; null where none is known.
    package func city(ofCode field: String) -> SQLFragment {
        SQLFragment(sql: "(SELECT place.city FROM temp.ajastin_place AS place WHERE place.code = r.\(quoted(field)))")
    }

    /// The records `r` that are to get a city and whose code has one; with `known` false, those whose code has none.
    package func wants(city: String, code: String, overwriting: Bool, known: Bool) -> SQLFragment {
        let isKnown = "EXISTS (SELECT 1 FROM temp.ajastin_place AS place WHERE place.code = r.\(quoted(code)))"
        let isWanted = overwriting && known ? "TRUE" : "r.\(quoted(city)) IS NULL"
        return SQLFragment(sql: "r.\(quoted(code)) IS NOT NULL AND \(isWanted) AND \(known ? "" : "NOT ")\(isKnown)")
    }
}

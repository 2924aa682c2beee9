import Actions
import Model
import Store
import Testing

/// The tools that change one record at a time, over a real store: what they write, list, leave, and that an undo takes it back.
struct BuiltInToolTests {
    @Test func phonesAreNormalizedAndWhatIsNoneIsListed() throws {
        let house = try ToolHouse([
            ["id": "A", "phone": "040 123 4567"], ["id": "B", "phone": "+358401234567"], ["id": "C", "phone": "040 1234567 x12"],
            ["id": "D"],
        ])
        let outcome = try house.run(.normalizePhone, ["field": .text("phone")])
        #expect(try house.values("phone") == ["+358401234567", "+358401234567", "040 1234567 x12", "–"])
        #expect(outcome.counts == TaskCounts(lookedAt: 4, changed: 1, left: 2, failed: 1))
        #expect(outcome.affected == 1)
        #expect(try house.failures() == ["C phone tool.phone.extension"])
        try house.undo()
        #expect(try house.values("phone") == ["040 123 4567", "+358401234567", "040 1234567 x12", "–"])
    }

    /// The field's own country counts, and the option's more.
    @Test func theCountryOfAPhoneIsTheOptionsElseTheFields() throws {
        var house = try ToolHouse([["id": "A", "phone": "070-123 45 67"]])
        var module = ToolHouse.customers
        module.fields[3].country = "SE"
        house.catalog.modules["customers"] = module
        try house.run(.normalizePhone, ["field": .text("phone")])
        #expect(try house.values("phone") == ["+46701234567"])
        try house.undo()
        try house.run(.normalizePhone, ["field": .text("phone"), "country": .text("NO")], run: 2)
        #expect(try house.failures(run: 2) == ["A phone tool.phone.length"])
    }

    @Test func namesAndAddressesAreNormalized() throws {
        let house = try ToolHouse([
            ["id": "A", "name": "MATTI MEIKÄLÄINEN", "city": "mannerheimintie 12 a 3"], ["id": "B", "name": "Me\u{308}ki"],
        ])
        #expect(try house.run(.normalizeName, ["fields": .list(["name"])]).counts.changed == 2)
        try house.run(.normalizeAddress, ["field": .text("city")], run: 2)
        #expect(try house.values("name").map { Array($0.utf8) } == ["Matti Meikäläinen", "Mëki"].map { Array($0.utf8) })
        #expect(try house.values("city") == ["Mannerheimintie 12 A 3", "–"])
    }

    @Test func badAddressesAreMarkedEmptiedOrListed() throws {
        let rows = [
            ["id": "A", "email": "maija@teatteri.example", "good": "0"], ["id": "B", "email": "m@gmial.com"], ["id": "C", "good": "1"],
        ]
        var house = try ToolHouse(rows)
        var outcome = try house.run(.validateEmail, ["field": .text("email"), "mark": .text("good")])
        #expect(try house.values("good") == ["1", "0", "–"])
        #expect(outcome.counts == TaskCounts(lookedAt: 3, changed: 3, left: 0, failed: 0))
        house = try ToolHouse(rows)
        try house.run(.validateEmail, ["field": .text("email"), "clear": .boolean(true)])
        #expect(try house.values("email") == ["maija@teatteri.example", "–", "–"])
        house = try ToolHouse(rows)
        outcome = try house.run(.validateEmail, ["field": .text("email")])
        #expect(try house.failures() == ["B email tool.email.typo"])
        #expect(outcome.counts == TaskCounts(lookedAt: 3, changed: 0, left: 2, failed: 1))
    }

    @Test func citiesComeFromAModuleOfPlaces() throws {
        let house = try ToolHouse(
            [
                ["id": "A", "postal": "00100"], ["id": "B", "postal": "33100", "city": "Tre"], ["id": "C", "postal": "99999"], ["id": "D"],
            ],
            places: [("00100", "Helsinki"), ("33100", "Tampere")])
        let options: [String: ToolValue] = ["postal-code": .text("postal"), "city": .text("city"), "places": .text("places")]
        let outcome = try house.run(.fillCity, options)
        #expect(try house.values("city") == ["Helsinki", "Tre", "–", "–"])
        #expect(outcome.counts == TaskCounts(lookedAt: 4, changed: 1, left: 2, failed: 1))
        #expect(try house.failures() == ["C city tool.city.unknown"])
        try house.run(.fillCity, options.merging(["overwrite": .boolean(true)]) { $1 }, run: 2)
        #expect(try house.values("city") == ["Helsinki", "Tampere", "–", "–"])
        try house.undo(run: 2)
        #expect(try house.values("city") == ["Helsinki", "Tre", "–", "–"])
    }

    /// At least three records, of which nine in ten name the same city, in whatever case; its commonest spelling wins.
    @Test func citiesAreLearntFromWhatNearlyAllSay() throws {
        var rows = [
            ["id": "x1", "postal": "00100"], ["id": "x2", "postal": "20100"], ["id": "x3", "postal": "33100"],
            ["id": "x4", "postal": "90100"],
        ]
        for index in 0..<9 { rows.append(["id": "a\(index)", "postal": "00100", "city": index == 8 ? "HELSINKI" : "Helsinki"]) }
        rows.append(["id": "a9", "postal": "00100", "city": "Espoo"])
        for index in 0..<2 { rows.append(["id": "b\(index)", "postal": "20100", "city": "Turku"]) }
        for index in 0..<4 { rows.append(["id": "c\(index)", "postal": "33100", "city": index == 0 ? "Nokia" : "Tampere"]) }
        for index in 0..<3 { rows.append(["id": "d\(index)", "postal": "90100", "city": "Oulu"]) }
        let house = try ToolHouse(rows)
        try house.run(.fillCity, ["postal-code": .text("postal"), "city": .text("city")])
        #expect(try house.values("city").prefix(4) == ["Helsinki", "–", "–", "Oulu"])
        #expect(try house.failures() == ["x2 city tool.city.unknown", "x3 city tool.city.unknown"])
    }

    /// More records than a batch holds.
    @Test func manyRecordsAreTakenBatchByBatch() throws {
        let house = try ToolHouse((0..<10_000).map { ["id": "\($0)", "name": "NIMI \($0)"] })
        #expect(
            try house.run(.normalizeName, ["fields": .list(["name"])]).counts
                == TaskCounts(lookedAt: 10_000, changed: 10_000, left: 0, failed: 0))
        #expect(try house.values("name").last == "Nimi 9999")
    }
}

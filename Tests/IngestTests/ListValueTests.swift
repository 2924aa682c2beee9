import Foundation
import Ingest
import Model
import Store
import TestSupport
import Testing

/// Cells that become list fields.
struct ListValueTests {
    private static let module = ModuleDefinition(
        name: "customers", label: "Customers", key: "id",
        fields: [
            FieldDefinition(key: "id", type: .text), FieldDefinition(key: "tags", type: .list),
            FieldDefinition(key: "arts", type: .list, choices: ["Teatteri", "Ooppera"]),
        ])

    @Test func readsListsAsPeopleWriteThem() throws {
        let shop = try Workshop(Self.module)
        let drop = try shop.drop(
            """
            id;tags;arts
            1;a, b ,a;ooppera
            2;"b; c, d;; b";"TEATTERI;ooppera;teatteri"
            3;" ; ;";
            4;"e\u{308}, A\u{308}iti";tanssi
            5;,;
            """)
        #expect(drop.record.counts.rejected == 1)
        #expect(
            try shop.records() == [
                ["1", "a;b", "Ooppera"], ["2", "b;c, d", "Teatteri;Ooppera"], ["3", "-", "-"], ["5", "-", "-"],
            ])
        #expect(try shop.text("rejected/\(drop.record.id).csv").contains("ingest.reject.choice"))
    }

    @Test func readsArraysOfJSON() throws {
        let shop = try Workshop(Self.module)
        let lines = [
            #"{"id":"1","tags":["a, b"," c "]}"#, #"{"id":"2","tags":["a;b"]}"#, #"{"id":"3","tags":[]}"#, #"{"id":"4","tags":"x"}"#,
        ]
        let drop = try shop.drop(lines.joined(separator: "\n") + "\n", as: "a.ndjson")
        #expect(drop.record.counts.rejected == 1)
        #expect(try shop.records().map { $0[1] } == ["a, b;c", "-", "x"])
    }
}

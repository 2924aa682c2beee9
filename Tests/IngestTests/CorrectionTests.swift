import Foundation
import Model
import Store
import TestSupport
import Testing

@testable import Ingest

/// Rejected rows that come back, corrected, complete their first file.
struct CorrectionTests {
    private func correct(_ shop: Workshop, _ name: String, as target: String, _ change: (String) -> String) throws {
        try shop.folder.write(change(try shop.text("rejected/" + name)), to: "drop/" + target)
    }

    @Test(arguments: ["1.csv", "1-korjattu.csv", "korjaukset.csv"]) func completesTheFirstDrop(name: String) throws {
        let shop = try Workshop()
        try shop.drop("Asiakasnumero;Nimi;Ostot\nC1;Aino;1,50\nC2;Bo;paljon\nC3;Cee;liikaa\n", source: shop.source(mode: .replace))
        try correct(shop, "1.csv", as: name) { $0.replacing("paljon", with: "2,50") }
        let second = try shop.takeIn(name, source: shop.source(mode: .replace))
        #expect(second.record.completes == 1)
        #expect(second.record.counts.added == 1)
        #expect(second.record.counts.removed == 0)
        #expect(try shop.records().map { $0[0] } == ["C1", "C2"])
        #expect(try shop.store.read { try $0.drops.completions(of: 1) }.map(\.id) == [2])
        // What is still wrong comes back with the notes of this time only, and belongs to the first drop too.
        #expect(try shop.text("rejected/2.csv") == "Asiakasnumero;Nimi;Ostot;rivi;syy\nC3;Cee;liikaa;3;ingest.reject.decimal [fi]\n")
        try correct(shop, "2.csv", as: "2.csv") { $0.replacing("liikaa", with: "3") }
        #expect(try shop.takeIn("2.csv", source: shop.source(mode: .replace)).record.completes == 1)
        #expect(try shop.records().map { $0[4] } == ["150", "250", "300"])
    }

    @Test func aSavedCopyInAnotherDialectCompletesToo() throws {
        let shop = try Workshop()
        try shop.drop("Asiakasnumero;Nimi;Ostot\nC1;Aino;1,50\nC2;Bo;paljon\n")
        try shop.folder.write("Asiakasnumero,Nimi,Ostot,line,reason\nC2,Bo,2.50,3,x\n", to: "drop/x.csv")
        let drop = try shop.takeIn("x.csv")
        #expect(drop.record.completes == 1)
        #expect(try shop.records().map { $0[4] } == ["150", "250"])
    }

    @Test func aFileThatOnlyLooksLikeOneIsOneLikeAnyOther() throws {
        let shop = try Workshop()
        let drop = try shop.drop("customer_id,name,line,reason\nC1,Aino,1,x\n")
        #expect(drop.record.completes == nil)
        #expect(drop.record.counts.added == 1)
    }

    @Test func theOwnerIsToldOnceOfRejectedRows() throws {
        let shop = try Workshop()
        var source = shop.source()
        source.owner = "maija@teatteri.example"
        try shop.drop("customer_id,spent\nC1,1\n", source: source)
        #expect(try shop.store.read { try $0.notices.unsent() }.isEmpty)
        try shop.drop("customer_id,spent\nC1,x\n", as: "b.csv", source: source)
        try shop.drop("nothing,known\n1,2\n", as: "c.csv", source: source)
        let notices = try shop.store.read { try $0.notices.unsent() }
        #expect(notices.map(\.drop) == [2, 3])
        #expect(notices.map(\.reason.key.rawValue) == ["notice.rows-rejected", "ingest.header-missing"])
    }
}

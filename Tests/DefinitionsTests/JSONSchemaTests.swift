import Foundation
import TestSupport
import Testing

@testable import Definitions

struct JSONSchemaTests {
    /// `AJASTIN_RENEW=1 swift test --filter JSONSchemaTests` writes them anew.
    @Test(arguments: JSONSchema.schemas().map(\.fileName))
    func isCommitted(fileName: String) throws {
        let json = try #require(JSONSchema.schemas().first { $0.fileName == fileName }?.json)
        let path = "docs/schema/\(fileName)"
        if ProcessInfo.processInfo.environment["AJASTIN_RENEW"] != nil {
            try Data(json.utf8).write(to: URL(fileURLWithPath: Repository.root + "/" + path))
        }
        #expect(try Repository.text(path) == json)
    }

    @Test func isValidJSON() throws {
        for (_, json) in JSONSchema.schemas() {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            #expect(object["additionalProperties"] as? Bool == false)
        }
    }

    @Test func hasNoFilesThatNoKindHas() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Repository.root + "/docs/schema")
        #expect(Set(files) == Set(JSONSchema.schemas().map(\.fileName)))
    }
}

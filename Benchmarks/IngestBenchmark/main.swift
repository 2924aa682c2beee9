// ingest-bench FILE [ROUNDS]: times what an intake's reading thread does with a file of customers, without a store: reading and
// validating its rows with their hashes, and reading and hashing them only, as is done where most may be known.

import Foundation
import Ingest
import Model

let arguments = CommandLine.arguments
guard arguments.count > 1 else {
    print("ingest-bench FILE [ROUNDS]")
    exit(2)
}
let rounds = arguments.count > 2 ? Int(arguments[2]) ?? 5 : 5

/// The customers of measure.py, without the field that its files lack.
func customers() -> ModuleDefinition {
    let types: [(String, FieldType)] = [
        ("customer_id", .text), ("first_name", .text), ("last_name", .text), ("email", .email), ("phone", .phone), ("street", .text),
        ("postal_code", .text), ("city", .text), ("birth_date", .date), ("last_purchase", .date), ("total_spent", .decimal),
        ("marketing_consent", .boolean),
    ]
    let fields = types.map { key, type in
        FieldDefinition(key: key, type: type, label: LocalizedText([.en: key]), scale: type == .decimal ? 2 : 0)
    }
    return ModuleDefinition(name: "customers", label: "Customers", key: "customer_id", fields: fields)
}

let source = SourceDefinition(name: "customers", label: "Customers", folder: "customers", module: "customers")
let reading = try DryReading(
    arguments[1], of: DropIntake.Target(source: source, module: customers()), temporaryFolder: NSTemporaryDirectory())
for (title, run) in [("read and validated", reading.validate), ("read and hashed", reading.hash)] {
    var speeds: [Double] = []
    let count = try run()  // the first round warms caches and is not counted
    for _ in 0..<rounds {
        let start = ContinuousClock.now
        _ = try run()
        speeds.append(Double(reading.size) / 1e6 / ((ContinuousClock.now - start) / .seconds(1)))
    }
    speeds.sort()
    print(
        String(
            format: "%@: %.0f MB/s [%.0f–%.0f], %d rows, %d rejected", title, speeds[rounds / 2], speeds[0], speeds[rounds - 1], count.rows,
            count.rejected))
}

// Hands on each input that libFuzzer makes up. AJASTIN_FUZZ_READER says which reader is fed: csv, ndjson, gzip, xlsx and docx
// (the input is an archive), sheet and letter (the input is a part of a document that is whole otherwise).

import Foundation

private let reader: @Sendable ([UInt8]) -> Void =
    switch ProcessInfo.processInfo.environment["AJASTIN_FUZZ_READER"] {
    case "csv": CSVFuzzing.run
    case "ndjson": NDJSONFuzzing.run
    case "gzip": GzipFuzzing.run
    case "xlsx": XLSXFuzzing.runArchive
    case "sheet": XLSXFuzzing.runPart
    case "docx": DOCXFuzzing.runArchive
    case "letter": DOCXFuzzing.runPart
    default: { _ in preconditionFailure("AJASTIN_FUZZ_READER: csv, ndjson, gzip, xlsx, sheet, docx or letter") }
    }

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@main
enum Fuzz {
    static func main() {
        var count = CommandLine.argc
        var arguments = unsafe CommandLine.unsafeArgv
        // The package manager names the entry point itself, so libFuzzer's own is not to be had.
        exit(
            unsafe runDriver(&count, &arguments) { start, count in
                reader(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
                return 0
            })
    }
}

import XML

/// Gathers the text of a cell or of a shared string: of its runs one after another, without the phonetic ones (ECMA-376 part 1,
/// sections 18.4.6 and 18.4.8).
struct TextRuns {
    /// The text so far.
    private(set) var bytes: [UInt8] = []
    /// Whether characters belong to the text.
    private(set) var isCapturing = false
    private var runStart = 0
    private var keepsBlanks = false
    private var phoneticDepth = 0

    /// Starts a new text.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        isCapturing = false
        phoneticDepth = 0
    }

    /// Takes what follows as a value that has no runs.
    mutating func startValue() {
        isCapturing = true
        runStart = bytes.count
    }

    /// Ends the value that ``startValue()`` began.
    mutating func endValue() { isCapturing = false }

    mutating func start(_ element: borrowing XMLElement) {
        if element.isNamed("t") {
            guard phoneticDepth == 0 else { return }
            isCapturing = true
            runStart = bytes.count
            keepsBlanks = element.attribute("space") { $0.count == 8 } ?? false  // "preserve"; the other word is "default"
        } else if element.isNamed("rPh") {
            phoneticDepth += 1
        }
    }

    mutating func end(_ name: borrowing XMLName) {
        if name.equals("t") {
            guard isCapturing else { return }
            isCapturing = false
            if !keepsBlanks { trimRun() }
            decodeEscapes()
        } else if name.equals("rPh") {
            phoneticDepth = max(0, phoneticDepth - 1)
        }
    }

    mutating func append(_ text: Span<UInt8>) {
        guard isCapturing else { return }
        unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Decodes the escapes of the present run.
    mutating func decodeEscapes() { XStringEscapes.decode(&bytes, from: runStart) }

    /// As Excel does: blanks at the ends of a text count only where `xml:space` says so.
    private mutating func trimRun() {
        while bytes.count > runStart, let last = bytes.last, isBlank(last) { bytes.removeLast() }
        guard bytes.count > runStart, isBlank(bytes[runStart]) else { return }
        let first = bytes[runStart...].firstIndex { !isBlank($0) } ?? bytes.count
        bytes.removeSubrange(runStart..<first)
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}

import CTypesetting
import Glibc

/// A picture that the document holds once.
struct Logo {
    let width: Int
    let height: Int
    /// Red, green and blue of each pixel.
    private let colors: TokenBuffer
    /// How much of each pixel covers what is below it; nil when all do wholly.
    private let alpha: TokenBuffer?

    /// The name in which pages know it.
    static let resourceName = "Logo"
    private static let sideLimit = 4096

    /// The picture that the PNG `bytes` holds.
    ///
    /// - Throws: `logo`.
    init(png bytes: [UInt8]) throws(PDFError) {
        // Where every PNG tells its width and height: before anything as large is made.
        let sides = [16, 20].map { place in bytes.dropFirst(place).prefix(4).reduce(0) { $0 << 8 | Int($1) } }
        guard bytes.count > 24, sides.allSatisfy({ (1...Self.sideLimit).contains($0) }) else {
            throw PDFError(.logo, "", reason: "not a PNG of at most \(Self.sideLimit) x \(Self.sideLimit) pixels")
        }
        var width: Int32 = 0
        var height: Int32 = 0
        let read = unsafe bytes.withUnsafeBufferPointer { unsafe ajastin_png_pixels($0.baseAddress, $0.count, &width, &height) }
        guard let pixels = unsafe read else { throw PDFError(.logo, "", reason: "not a PNG that can be read") }
        defer { unsafe free(pixels) }
        self.width = Int(width)
        self.height = Int(height)
        let count = self.width * self.height
        colors = TokenBuffer(capacity: count * 3)
        let alpha = TokenBuffer(capacity: count)
        var isOpaque = true
        for index in 0..<count {
            let pixel = unsafe pixels[index]
            let cover = pixel >> 24
            if cover != 255 { isOpaque = false }
            alpha.put(UInt8(cover))
            for shift: UInt32 in [16, 8, 0] {
                let part = pixel >> shift & 255
                colors.put(UInt8(cover == 0 ? 255 : min(255, (part * 255 + cover / 2) / cover)))
            }
        }
        self.alpha = isOpaque ? nil : alpha
    }

    /// Adds the picture; returns its object.
    func write(to file: ObjectFile) throws(PDFError) -> Int {
        let number = file.allocate()
        let (width, height) = (width, height)
        func put(_ space: StaticString, into keys: TokenBuffer) {
            keys.put(text: "/Type/XObject/Subtype/Image/Width \(width)/Height \(height)/BitsPerComponent 8/ColorSpace/")
            keys.put(space)
        }
        var mask: Int?
        if let alpha {
            let number = file.allocate()
            try file.addStream(number, alpha) { put("DeviceGray", into: $0) }
            mask = number
        }
        try file.addStream(number, colors) { keys in
            put("DeviceRGB", into: keys)
            if let mask {
                keys.put("/SMask ")
                keys.put(reference: mask)
            }
        }
        return number
    }
}

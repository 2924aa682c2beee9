internal import CEmbedded

/// The PO files that are part of the program.
enum EmbeddedLocales {
    /// The text of the file `name` of `Locales/`; empty where there is none.
    static func text(of name: String) -> String {
        guard var file = unsafe ajastin_locale_files() else { return "" }
        while let path = unsafe file.pointee.path {
            if unsafe String(cString: path) == name {
                return unsafe String(decoding: UnsafeBufferPointer(start: file.pointee.bytes, count: file.pointee.count), as: UTF8.self)
            }
            unsafe file += 1
        }
        return ""
    }
}

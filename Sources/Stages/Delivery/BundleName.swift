/// Names of files that are put into spool entries.
enum BundleName {
    /// Bytes that file systems allow in a name, less what programs add for their copies.
    private static let byteLimit = 200

    /// Refuses a name that cannot stand beside the entry's own files or could lead out of its folder.
    static func check(_ name: String) throws(DeliveryError) {
        let isPlain = name.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 && $0 != "/" && $0 != "\\" }
        guard isPlain, (1...byteLimit).contains(name.utf8.count), !name.hasPrefix("."), name != "message.eml", name != "delivery.json"
        else { throw DeliveryError.fileName(name) }
    }
}

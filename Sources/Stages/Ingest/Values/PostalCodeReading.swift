internal import Model

/// Postal codes, by the rules of a country.
struct PostalCodeReading: Sendable {
    private let form: PostalCodeForm

    /// - Parameter country: an ISO 3166 code.
    init(country: String?) { form = PostalCodeForm(country: country) }

    /// Checks that `text` is a postal code.
    ///
    /// - Throws: `notPostalCode`.
    func check(_ text: Span<UInt8>) throws(Refusal) {
        if !form.accepts(text) { throw .notPostalCode }
    }
}

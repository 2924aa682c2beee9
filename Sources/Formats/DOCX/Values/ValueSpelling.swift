/// A language with its pictures cut into their items.
struct ValueSpelling: Sendable {
    let language: MergeLanguage
    let dayPicture: DatePicture
    let instantPicture: DatePicture

    init(_ language: MergeLanguage) {
        self.language = language
        dayPicture = DatePicture(language.dayPicture)
        instantPicture = DatePicture(language.instantPicture)
    }
}

/// `ajastin.yaml`: what holds for the whole workspace.
package struct WorkspaceSettings: Hashable, Sendable {
    package var name: LocalizedText
    /// The language of messages, mails and lists for which nothing nearer says otherwise.
    package var language: Language
    /// An IANA name, such as `Europe/Helsinki`.
    package var timeZone: String
    /// Whether a schedule without a password may deliver.
    package var requirePassword: Bool
    /// The sender of the mails in the spool.
    package var sender: String
    /// Where the web console is reached from outside, without a final slash; needed for `deliver-as: link`.
    package var portalURL: String?
    /// How many days a delivery may be fetched by its link.
    package var linkDays: Int
    /// The output template of lists that name none; nil: there is none.
    package var outputTemplate: String?

    package init(
        name: LocalizedText = "Ajastin", language: Language = .fi, timeZone: String = "Europe/Helsinki", requirePassword: Bool = true,
        sender: String = "ajastin@localhost", portalURL: String? = nil, linkDays: Int = 14
    ) {
        self.name = name
        self.language = language
        self.timeZone = timeZone
        self.requirePassword = requirePassword
        self.sender = sender
        self.portalURL = portalURL
        self.linkDays = linkDays
    }
}

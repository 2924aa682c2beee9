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
    package var look = ReportLook()

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

/// How the workspace's reports look; what is nil is as the program has it.
package struct ReportLook: Hashable, Sendable {
    /// The colour of titles, as RRGGBB.
    package var ink: UInt32?
    /// The colour of lines and charts, as RRGGBB.
    package var accent: UInt32?
    /// Families of fonts, the first that is installed counts.
    package var fonts: [String]
    /// The path of a PNG, relative to the workspace.
    package var logo: String?

    package init(ink: UInt32? = nil, accent: UInt32? = nil, fonts: [String] = [], logo: String? = nil) {
        self.ink = ink
        self.accent = accent
        self.fonts = fonts
        self.logo = logo
    }

    /// The same with the logo's path below `folder`.
    package func placed(in folder: String) -> ReportLook {
        var look = self
        look.logo = logo.map { folder + "/" + $0 }
        return look
    }
}

/// Where the rules of time zones come from.
package protocol ZoneSource: Sendable {
    /// The rules of the zone with this IANA name.
    func rules(for name: String) throws(ZoneError) -> ZoneRules
}

/// A password or key, masked wherever it would be printed.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The secret itself; only what encrypts with it reads this.
    package let exposed: String

    package init(_ secret: String) { exposed = secret }

    package var description: String { "•••" }
    package var debugDescription: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

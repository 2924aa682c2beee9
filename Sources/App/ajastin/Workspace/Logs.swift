import Logging

/// The program's logs: structured, in English, on standard error, without personal data.
enum Logs {
    static func logger(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "ajastin", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = level
        return logger
    }
}

internal import Foundation
internal import Model
internal import Synchronization

/// The survey of a whole file, made on a thread of its own while the file's rows are read already.
final class SurveyTask: Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let result = Mutex<Result<ContentSurvey, any Error>?>(nil)

    init(_ file: DroppedFile, pinned: TextEncoding?) {
        let thread = Thread { [self] in
            let survey = Result { try ContentSurvey(file, pinned: pinned, sizeHint: file.size) }
            result.withLock { $0 = survey }
            done.signal()
        }
        thread.name = "ingest-survey"
        thread.start()
    }

    /// Waits for the survey.
    ///
    /// - Throws: `IngestError`.
    func survey() throws -> ContentSurvey {
        done.wait()
        done.signal()
        guard let survey = result.withLock({ $0 }) else { throw IngestError.unreadable("", "the survey is missing") }
        return try survey.get()
    }
}

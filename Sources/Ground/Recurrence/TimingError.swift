package import Model

/// A timing whose occurrences are not defined.
package struct TimingError: MessageError, Hashable {
    /// What is wrong, and under which key.
    package let problem: TimingProblem

    init(_ problem: TimingProblem) { self.problem = problem }

    package var message: Message { problem.message }
}

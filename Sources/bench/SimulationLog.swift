import Foundation
import Synchronization

/// What the process under Valgrind writes: a line for each case that it is finished with, `CASE`, a tab, and the reason
/// why it was not counted, or nothing.
final class SimulationLog: Sendable {
    let path: String
    /// The cases that are expected.
    private let count: Int
    private let isOver = Mutex(false)

    init(path: String, count: Int) {
        self.path = path
        self.count = count
    }

    /// The reasons so far, by the cases' names.
    var refused: [String: String] {
        let refused = entries.filter { !$0.reason.isEmpty }.map { ($0.name, $0.reason) }
        return Dictionary(refused) { first, _ in first }
    }

    private var entries: [(name: String, reason: String)] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        // What follows the last end of a line is still being written.
        return data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast().map { line in
            let sides = line.split(separator: UInt8(ascii: "\t"), maxSplits: 1, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            return (sides[0], sides.count == 2 ? sides[1] : "")
        }
    }

    /// Says on the terminal how far it is; nothing after ``finish()``. For any thread.
    func showProgress() {
        isOver.withLock { isOver in
            guard !isOver else { return }
            let entries = entries
            guard let last = entries.last else { return }
            Terminal.progress("callgrind [\(entries.count)/\(count)] \(last.name)")
        }
    }

    /// Wipes the progress.
    func finish() {
        isOver.withLock { isOver in
            isOver = true
            Terminal.clearProgress()
        }
    }
}

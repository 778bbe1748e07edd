import Basics
import CProcesses
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A thread beside the one that waits for a command: ends the command where it takes too long or the run is to stop, and
/// keeps the last lines of what it complains about, so that a command that writes much neither stops nor fills memory.
///
/// The thread that waits does nothing else, so that watching costs the measured time nothing.
final class Watch: Sendable {
    /// Where commands write their complaints.
    let writeEnd: Int32
    private let readEnd: Int32
    private let stop: @Sendable () -> Bool
    private let state = Mutex(State())

    private struct State {
        /// The process group at work.
        var group: pid_t?
        var started: UInt64 = 0
        var timeout: Double?
        /// Why it was told to end.
        var ending: Launch.Ending?
        /// When it is killed, where it does not obey.
        var killAt = UInt64.max
        var tail: [UInt8] = []
        var isOver = false
    }

    /// Milliseconds between two looks at the clock.
    private static let interval: Int32 = 50
    /// Nanoseconds a process has to end by itself once it is told to.
    private static let grace: UInt64 = 1_000_000_000
    /// Reads in a row, of which the first empties a pipe: a command that complains without end is judged in between.
    private static let mostReads = 16
    /// What is kept of the complaints, in bytes and in lines.
    private static let kept = (bytes: 4096, lines: 10)

    /// - Parameter stop: asked every 50 ms; where it says so, the command at work is ended.
    /// - Throws: ``CommandError/noPipe(cause:)``.
    init(stop: @escaping @Sendable () -> Bool) throws(CommandError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .noPipe(cause: String(cString: strerror(errno))) }
        (readEnd, writeEnd) = (ends[0], ends[1])
        self.stop = stop
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(readEnd, F_SETFL, O_NONBLOCK)
        Thread { [self] in
            while look() {}
            close(readEnd)
            close(writeEnd)
        }.start()
    }

    /// Ends the thread; nothing is watched any more.
    func finish() {
        state.withLock { $0.isOver = true }
    }

    /// Forgets the complaints of the command before.
    func clear() {
        state.withLock { state in
            drain(&state)
            state.tail = []
        }
    }

    /// Watches a process group.
    /// - Parameters:
    ///   - started: by the clock.
    ///   - timeout: seconds it may take; nil for any.
    func follow(_ group: pid_t, started: UInt64, timeout: Double?) {
        state.withLock { state in
            (state.group, state.started, state.timeout) = (group, started, timeout)
            (state.ending, state.killAt) = (nil, .max)
        }
    }

    /// To be called before the group's leader is reaped, after which its number may be another's. Of a group that was told
    /// to end, what is left is killed.
    /// - Returns: why the group was told to end; nil where it was not.
    func release() -> Launch.Ending? {
        state.withLock { state in
            if state.ending != nil, let group = state.group { kill(-group, SIGKILL) }
            state.group = nil
            return state.ending
        }
    }

    /// The last lines since ``clear()``.
    func lastLines() -> String {
        let tail = state.withLock { state in
            drain(&state)
            return state.tail
        }
        let lines = String(decoding: tail, as: UTF8.self).split(separator: "\n")
        return lines.suffix(Self.kept.lines).joined(separator: "\n")
    }

    /// - Returns: false when the watch is over.
    private func look() -> Bool {
        var end = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
        poll(&end, 1, Self.interval)
        let wantsStop = stop()
        return state.withLock { state in
            drain(&state)
            if let group = state.group { judge(group, wantsStop, &state) }
            return !state.isOver
        }
    }

    private func judge(_ group: pid_t, _ wantsStop: Bool, _ state: inout State) {
        let now = Clock.nanoseconds()
        if state.ending == nil {
            if wantsStop {
                state.ending = .interrupted
            } else if let timeout = state.timeout, Double(now - state.started) * 1e-9 > timeout {
                state.ending = .timedOut(seconds: timeout)
            }
            guard state.ending != nil else { return }
            kill(-group, SIGTERM)
            state.killAt = now + Self.grace
        } else if now > state.killAt {
            kill(-group, SIGKILL)
        }
    }

    private func drain(_ state: inout State) {
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
            for _ in 0..<Self.mostReads {
                let count = read(readEnd, buffer.baseAddress, buffer.count)
                guard count > 0 else { return }
                state.tail += UnsafeRawBufferPointer(rebasing: buffer[..<count]).suffix(Self.kept.bytes)
                state.tail.removeFirst(max(0, state.tail.count - Self.kept.bytes))
            }
        }
    }
}

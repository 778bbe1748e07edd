import Basics
import Kernels
import Measurement
import Report

/// Reading on several threads, each its own part of the array; what the others write is not asked for.
extension BandwidthSweep {
    /// What a call moves.
    func work(by team: Team) -> Report.Work {
        guard team.count > 1 else { return work }
        return .init(macs: 0, bytes: team.count * share(of: team) * MemoryLayout<Float>.stride * passes)
    }

    /// The sweep as a case, each call over the next buffer of the ring.
    func prepared(in ring: BufferRing, by team: Team) -> PreparedCase {
        var prepared = prepared(in: ring)
        guard team.count > 1 else { return prepared }
        let cursor = RingCursor(copies: ring.copies)
        let errand = Errand(loop: loop, count: share(of: team), passes: passes, start: ring[0])
        prepared.call = {
            errand.start = ring[cursor.advance()]
            team.run(
                { context, thread in
                    guard let context else { return }
                    Unmanaged<Errand>.fromOpaque(context).takeUnretainedValue().read(Int(thread))
                }, Unmanaged.passUnretained(errand).toOpaque())
        }
        return prepared
    }

    /// Elements of each thread's part.
    private func share(of team: Team) -> Int { count / team.count }

    /// What the threads of a call share.
    private final class Errand {
        private let loop: BandwidthLoop
        private let count: Int
        private let passes: Int
        var start: UnsafeMutableRawPointer

        init(loop: BandwidthLoop, count: Int, passes: Int, start: UnsafeMutableRawPointer) {
            self.loop = loop
            self.count = count
            self.passes = passes
            self.start = start
        }

        func read(_ thread: Int) {
            loop.run(start + thread * count * MemoryLayout<Float>.stride, count: count, passes: passes)
        }
    }
}

#if os(Linux) && PAPI
    import Basics
    import CKnownWork
    import Foundation
    import Testing

    @testable import Counters

    /// What the library and the kernel of this very machine count.
    @Suite(.serialized) struct LiveTests {
        private func session(_ events: String...) -> CounterSession {
            CounterSession(CounterSelection(events: events))
        }

        @Test(.enabled(if: Machine.counts("perf::PAGE-FAULTS"), "page faults cannot be counted here"))
        func pageFaultsOfFreshPages() throws {
            let pages = 1000
            let pageBytes = Int(sysconf(Int32(_SC_PAGESIZE)))
            let session = session("perf::PAGE-FAULTS", "perf::MINOR-FAULTS")
            defer { session.close() }
            let pass = try #require(session.passes.first)
            var memory: [UnsafeMutableRawPointer] = []
            for _ in 0..<9 {
                let flags = MAP_PRIVATE | MAP_ANONYMOUS
                let fresh = try #require(mmap(nil, pages * pageBytes, PROT_READ | PROT_WRITE, flags, -1, 0))
                #expect(madvise(fresh, pages * pageBytes, MADV_NOHUGEPAGE) == 0)
                memory.append(fresh)
            }
            defer { for fresh in memory { munmap(fresh, pages * pageBytes) } }
            var next = 0
            let windows = pass.measure(windows: memory.count) {
                for page in 0..<pages {
                    memory[next].storeBytes(of: 1, toByteOffset: page * pageBytes, as: UInt8.self)
                }
                next += 1
            }
            let again = pass.measure(windows: 3) {
                for page in 0..<pages {
                    memory[0].storeBytes(of: 2, toByteOffset: page * pageBytes, as: UInt8.self)
                }
            }
            #expect(again.counts.allSatisfy { $0 <= 8 }, "pages that are there: \(again.counts)")
            for event in pass.events {
                let counts = windows.counts(of: event)
                // The first window may fault in the loop's own code and stack; a slack of 8 pages is 0.8 %.
                #expect(counts.min() == Int64(pages), "\(event.name): \(counts)")
                #expect(counts.allSatisfy { $0 <= Int64(pages + 8) }, "\(event.name): \(counts)")
            }
        }

        /// Each thread of a team touches pages of its own: the sum is all of them, and each thread's count its own.
        @Test(
            .enabled(if: Machine.counts("perf::PAGE-FAULTS"), "page faults cannot be counted here"),
            arguments: [2, 3])
        func pageFaultsOfATeamAddUp(threads: Int) throws {
            let pageBytes = Int(sysconf(Int32(_SC_PAGESIZE)))
            let windows = 6
            let team = try Team(count: threads)
            let session = CounterSession(CounterSelection(events: ["perf::PAGE-FAULTS"]), team: team)
            defer { session.close() }
            let pass = try #require(session.passes.first)
            // Thread t touches 100·(t + 1) pages in each window.
            let bytes = 100 * threads * pageBytes
            let memory = try (0..<threads * windows).map { _ in
                let flags = MAP_PRIVATE | MAP_ANONYMOUS
                let fresh = try #require(mmap(nil, bytes, PROT_READ | PROT_WRITE, flags, -1, 0))
                #expect(madvise(fresh, bytes, MADV_NOHUGEPAGE) == 0)
                return fresh
            }
            defer { for fresh in memory { munmap(fresh, bytes) } }
            var window = 0
            let counted = pass.measure(windows: windows) {
                team.forEach { thread in
                    for page in 0..<100 * (thread + 1) {
                        memory[window * threads + thread].storeBytes(
                            of: 1, toByteOffset: page * pageBytes, as: UInt8.self)
                    }
                }
                window += 1
            }
            let reading = session.reading(of: [counted])
            let value = try #require(try reading.outcomes["perf::PAGE-FAULTS"]?.get())
            let expected = (0..<threads).map { 100 * ($0 + 1) }
            // A first window may fault in code and stacks.
            #expect(Int(value.perCall(1).min() ?? 0) == expected.reduce(0, +), "\(value.counts)")
            let each = value.perCallByThread(1).map { Int($0.min() ?? 0) }
            #expect(each == expected, "\(value.countsByThread)")
        }

        /// Threads that are busy at the same time spend more CPU time together than the clock shows for one.
        /// What is counted begins a little after the thread's clock was read.
        @Test(.enabled(if: Machine.counts("perf::TASK-CLOCK"), "the task clock cannot be counted here"))
        func taskClocksOfATeamAddUp() throws {
            let team = try Team(count: 2)
            let session = CounterSession(CounterSelection(events: ["perf::TASK-CLOCK"]), team: team)
            defer { session.close() }
            let pass = try #require(session.passes.first)
            let counted = pass.measure(windows: 3) {
                team.forEach { _ in
                    let begin = Machine.threadSeconds()
                    while Machine.threadSeconds() - begin < 0.02 {}
                }
            }
            let value = try #require(try session.reading(of: [counted]).outcomes["perf::TASK-CLOCK"]?.get())
            #expect(value.perCall(1).allSatisfy { $0 >= 0.038 }, "\(value.counts)")
            for thread in value.perCallByThread(1) { #expect(thread.allSatisfy { $0 >= 0.019 }) }
        }

        @Test(.enabled(if: Machine.counts("perf::TASK-CLOCK"), "the task clock cannot be counted here"))
        func taskClockAgreesWithTheThreadsCPUTime() throws {
            let session = session("perf::TASK-CLOCK")
            defer { session.close() }
            let pass = try #require(session.passes.first)
            var cpuSeconds: [Double] = []
            let windows = pass.measure(windows: 14) {
                let begin = Machine.threadSeconds()
                if cpuSeconds.count.isMultiple(of: 2) {
                    while Machine.threadSeconds() - begin < 0.02 {}
                } else {
                    // A wall clock would go on.
                    usleep(20_000)
                }
                cpuSeconds.append(Machine.threadSeconds() - begin)
            }
            let value = try #require(try session.reading(of: [windows]).outcomes["perf::TASK-CLOCK"]?.get())
            let errors = zip(value.perCall(1), cpuSeconds).map { counted, clock in abs(counted - clock) }
            // Both tell one scheduler's account; start, stop and the clock itself lie between them, and on a
            // busy machine now and then an interrupt of up to a millisecond: hence the median.
            for (kind, cpu) in [(0, 0.02), (1, 0)] {
                let ofKind = stride(from: kind, to: errors.count, by: 2).map { errors[$0] }
                #expect(try #require(median(ofKind)) <= 0.01 * cpu + 100e-6, "\(ofKind)")
            }
        }

        @Test(
            .enabled(if: Machine.counts("perf::CONTEXT-SWITCHES"), "context switches cannot be counted here"))
        func sleepsAreContextSwitches() throws {
            let session = session("perf::CONTEXT-SWITCHES")
            defer { session.close() }
            let pass = try #require(session.passes.first)
            let windows = pass.measure(windows: 3) { for _ in 0..<20 { usleep(1000) } }
            // On a busy machine a sleep may be over before the thread has left its CPU; hence a slack of 5.
            #expect(windows.counts.allSatisfy { $0 >= 15 }, "\(windows.counts)")
        }

        @Test(
            .enabled(
                if: Machine.counts("PAPI_TOT_INS"),
                "no hardware PMU: PAPI_TOT_INS cannot be counted on this machine"))
        func knownInstructionCount() throws {
            let session = session("PAPI_TOT_INS")
            defer { session.close() }
            let pass = try #require(session.passes.first)
            var known: UInt = 0
            let windows = pass.measure(windows: 9) { known = known_instructions(10_000_000) }
            try #require(known > 0)
            for count in windows.counts {
                #expect(abs(Double(count) / Double(known) - 1) <= 0.001, "\(count) against \(known)")
            }
        }

        @Test func everyEventIsCountedOrHasItsReason() {
            let selection = CounterSelection(
                events: CounterSelection.everyGroup.events + ["nopmu::NOTHING", "PAPI_NOPE", "perf::NOPE"])
            let session = CounterSession(selection)
            defer { session.close() }
            let planned = Set(session.plan.joined())
            for event in selection.events {
                #expect(planned.contains(event) != (session.refused[event] != nil), "\(event)")
            }
            let reading = session.run()
            #expect(Set(reading.outcomes.keys) == Set(selection.events))
            for name in ["nopmu::NOTHING", "PAPI_NOPE", "perf::NOPE"] {
                #expect(session.refused[name] != nil)
            }
        }

        @Test(.enabled(if: !KernelSettings().hasPMU, "there is a PMU"))
        func withoutAPMUThePresetsSaySo() {
            let session = session("PAPI_TOT_INS", "PAPI_TOT_CYC")
            #expect(session.passes.isEmpty)
            let reasons = Set(session.refused.values.map(\.reason))
            #expect(reasons.count == 1, "\(reasons)")
        }

        @Test(.enabled(if: Machine.counts("perf::TASK-CLOCK"), "the task clock cannot be counted here"))
        func multiplexingLeavesSoftwareEventsWhole() throws {
            let selection = CounterSelection(events: ["perf::TASK-CLOCK", "perf::PAGE-FAULTS"])
            let session = CounterSession(selection, multiplexed: true)
            defer { session.close() }
            let pass = try #require(session.passes.first)
            let reading = session.reading(of: [pass.measure(windows: 3) { Stimulus.run() }])
            #expect(try reading.outcomes["perf::TASK-CLOCK"]?.get().isMultiplexed == false)
        }

        @Test(.enabled(if: Machine.counts("perf::TASK-CLOCK"), "the task clock cannot be counted here"))
        func costsAreMeasured() throws {
            let session = session("perf::TASK-CLOCK", "perf::PAGE-FAULTS")
            defer { session.close() }
            let cost = try #require(session.passes.first?.calibrate())
            #expect(cost.read > 0 && cost.startStop > 0)
        }

        /// PAPI crashes on a thread it has not met unless that is registered first.
        @Test func threadsThatPAPIHasNotMet() async {
            await withTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask {
                        await withCheckedContinuation { continuation in
                            Thread.detachNewThread {
                                let session = CounterSession(CounterSelection(events: ["perf::TASK-CLOCK"]))
                                session.close()
                                continuation.resume()
                            }
                        }
                    }
                }
            }
        }

        @Test func namesAreListed() {
            guard case .success(let calls) = CounterLibrary.shared.attached() else { return }
            let catalogue = EventCatalogue(calls)
            // PAPI lists nothing of a processor that it does not know yet.
            if case .componentDisabled? = CounterSession(CounterSelection(events: ["PAPI_TOT_INS"]))
                .refused["PAPI_TOT_INS"]
            {
                #expect(catalogue.presets.isEmpty)
                return
            }
            #expect(catalogue.presets.contains("PAPI_TOT_INS"))
            #expect(catalogue.presets.count > 100)
        }
    }

    enum Machine {
        static func counts(_ event: String) -> Bool {
            let session = CounterSession(CounterSelection(events: [event]))
            defer { session.close() }
            return session.refused.isEmpty
        }

        /// CPU time of the calling thread.
        static func threadSeconds() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
        }
    }
#endif

/// Sums samples over the windows that were asked for.
struct Integrator {
    /// Each window is kept. A trace with more of them was divided by a column that frames no calls.
    static let mostWindows = 100_000

    private let file: String
    private let choice: TraceWindows
    private(set) var windows: [WindowSum]
    /// The time over which the idle power is found.
    private(set) var idle: WindowSum?
    /// What the window under way is of: 1 for the digital channel, a mark's number, 0 for no window.
    private var run = 0
    /// Whether anything was added.
    private var hasBegun = false
    /// Whether a window was under way when the file began.
    private(set) var beginsInside = false
    /// Whether a window was under way when the file ended.
    private(set) var endsInside = false

    init(_ file: String, _ choice: TraceWindows, idle: TraceRange?) {
        self.file = file
        self.choice = choice
        self.idle = idle.map { WindowSum(number: 0, limits: $0.limits) }
        windows =
            switch choice {
            case .whole: [WindowSum(number: 0)]
            case .ranges(let ranges): ranges.enumerated().map { WindowSum(number: $0, limits: $1.limits) }
            case .digital, .marks: []
            }
    }

    /// Adds a sample that stands for the time until `end`; until `next`, where the following one begins, is a gap.
    mutating func add(_ sample: Sample, until end: Double, next: Double) throws(TraceError) {
        idle?.add(sample, until: end, next: next)
        switch choice {
        case .whole: windows[0].add(sample, until: end, next: next)
        case .ranges: for index in windows.indices { windows[index].add(sample, until: end, next: next) }
        case .digital(let channel): try add(sample, until: end, next: next, run: Int(sample.bits >> UInt8(channel) & 1))
        case .marks: try add(sample, until: end, next: next, run: sample.mark)
        }
        hasBegun = true
    }

    private mutating func add(_ sample: Sample, until end: Double, next: Double, run: Int) throws(TraceError) {
        if run != 0, run != self.run {
            if windows.count == Self.mostWindows { throw .tooManyWindows(file: file, limit: Self.mostWindows) }
            windows.append(WindowSum(number: choice == .marks ? run : windows.count + 1))
            if !hasBegun { beginsInside = true }
        }
        self.run = run
        if run != 0 { windows[windows.count - 1].add(sample, until: end, next: next) }
    }

    /// Tells that no sample follows.
    mutating func finish() {
        endsInside = run != 0
    }
}

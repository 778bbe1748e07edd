import Statistics

/// How often a case is called in one epoch.
enum Calibration {
    /// Seconds one call takes, after a warm-up: the least of three stretches of at least a quarter epoch, as
    /// interruptions only add.
    static func secondsPerCall(epoch: Double, _ call: () -> Void) -> Double {
        let enough = UInt64(epoch * 0.25e9)
        var iterations = 1
        var elapsed = window(iterations: 1, call)
        while elapsed < enough {
            // Grow towards the target, at most tenfold, as the first calls are the slowest.
            let growth = elapsed == 0 ? 10 : min(10, max(2, Double(enough) / Double(elapsed)))
            iterations = Int((Double(iterations) * growth).rounded(.up))
            elapsed = window(iterations: iterations, call)
        }
        let repeats = iterations == 1 && elapsed > 20 * enough ? 0 : 2
        for _ in 0..<repeats {
            elapsed = min(elapsed, window(iterations: iterations, call))
        }
        return max(Double(elapsed), 1) * 1e-9 / Double(iterations)
    }

    /// Iteration counts for epochs of about `epoch` seconds; cases within 2× of each other get the same count, so
    /// that what a loop costs cancels in their ratio.
    static func iterations(secondsPerCall seconds: [Double], epoch: Double) -> [Int] {
        var counts = [Int](repeating: 1, count: seconds.count)
        var remaining = seconds.indices.sorted { seconds[$0] < seconds[$1] }[...]
        while let fastest = remaining.first {
            let alike = remaining.prefix { seconds[$0] <= 2 * seconds[fastest] }
            let middle = (seconds[fastest] * seconds[alike.last ?? fastest]).squareRoot()
            for index in alike {
                counts[index] = max(1, Int((epoch / middle).rounded()))
            }
            remaining = remaining.dropFirst(alike.count)
        }
        return counts
    }
}

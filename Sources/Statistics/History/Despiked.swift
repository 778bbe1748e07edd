import RealModule

/// A series whose spikes, runs of up to three values far off their neighbours, are replaced by the neighbours' median.
///
/// A step is kept from its fourth value on, and at the series' end from its third. Source: F. R. Hampel's identifier
/// over a moving window, as in R. K. Pearson, "Outliers in process modeling and identification", IEEE Transactions on
/// Control Systems Technology 10(1), 2002.
struct Despiked: Equatable {
    /// As many as before.
    let values: [Double]

    /// - Parameter noise: the standard deviation of the series' noise; what lies further off than four of them is a spike.
    init(_ series: [Double], noise: Double) {
        var window: [Double] = []
        values = series.indices.map { index in
            // Seven values around the middle of a series, the five outermost for the last three at an end.
            let reach = max(2, min(3, index, series.count - 1 - index))
            let middle = min(max(index, reach), series.count - 1 - reach)
            guard middle >= reach else { return series[index] }
            window.removeAll(keepingCapacity: true)
            window.append(contentsOf: series[(middle - reach)...(middle + reach)])
            window.sort()
            let median = window[reach]
            guard abs(series[index] - median) > 4 * noise else { return series[index] }
            // The median of those that are no spikes: with them it lies to their side.
            window.removeAll { abs($0 - median) > 4 * noise }
            return (window[(window.count - 1) / 2] + window[window.count / 2]) / 2
        }
    }
}

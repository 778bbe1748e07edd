import Quantities

/// What Monsoon's Python library writes: `Time(ms),Main(mA),USB(mA),Aux(mA),Main Voltage(V),USB Voltage(V),`, of which
/// those columns are there that were enabled.
///
/// What is called ms are seconds since the start, by the host's clock when a packet was fetched: the readings of a
/// packet share a time, and packets that waited come in quick succession. Source: PyMonsoon, `sampleEngine.py`.
enum MonsoonFormat: TraceFormat {
    static let name = "monsoon"
    static let sharesTimes = true
    /// Packets wait so long for a busy host without being lost.
    static let slack = 0.05
    private static let channels = ["Main", "USB", "Aux"]

    static func recognises(_ header: Header) -> Bool {
        header.columns.first?.name == "Time" && header.columns.contains { channels.contains($0.name) }
    }

    static func decoder(for header: Header, _ request: TraceRequest) throws(TraceError) -> any LineDecoder {
        var plan = ColumnPlan(header)
        guard let time = try header.only("time", { $0.name == "Time" }) else { throw header.missing("Time(ms)") }
        // Refuses what is no time at all.
        _ = try header.factor(of: header.columns[time], as: TimeDimension.self)
        plan.use(time, as: .time(1), "time")
        let present = channels.filter { channel in header.columns.contains { $0.name == channel } }
        guard let channel = present.first, let current = try header.only("current", { $0.name == channel }) else {
            throw header.missing("Main(mA), USB(mA) or Aux(mA)")
        }
        plan.use(
            current, as: .current(try header.factor(of: header.columns[current], as: CurrentDimension.self)), "current")
        if let voltage = try header.only("voltage", { $0.name == "\(channel) Voltage" }) {
            plan.use(
                voltage, as: .voltage(try header.factor(of: header.columns[voltage], as: VoltageDimension.self)),
                "voltage")
        }
        if present.count > 1 {
            plan.warnings.append(
                "\(header.file): only the channel \(channel) is counted, not "
                    + present.dropFirst().joined(separator: ", ")
            )
        }
        return try ColumnDecoder(plan, header, voltage: request.voltage)
    }
}

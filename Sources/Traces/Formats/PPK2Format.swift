import Quantities

/// What Nordic's Power Profiler exports of a Power Profiler Kit II:
/// `Timestamp(ms),Current(uA)`, and the channels as `D0-D7` (eight digits, D0 first), as `D0` to `D7`, or both.
///
/// Lost samples are lines that are not there. A channel is `X` where it was both 0 and 1 during a sample, and `-` where
/// it is not known. Source: pc-nrfconnect-ppk, `exportChartAction.ts`.
enum PPK2Format: TraceFormat {
    static let name = "ppk2"

    static func recognises(_ header: Header) -> Bool {
        let names = header.columns.map(\.name)
        return names.first == "Timestamp" && names.contains("Current")
    }

    static func decoder(for header: Header, _ request: TraceRequest) throws(TraceError) -> any LineDecoder {
        var plan = ColumnPlan(header)
        guard let time = try header.only("time", { $0.name == "Timestamp" }) else {
            throw header.missing("Timestamp(ms)")
        }
        guard let current = try header.only("current", { $0.name == "Current" }) else {
            throw header.missing("Current(uA)")
        }
        plan.use(time, as: .time(try header.factor(of: header.columns[time], as: TimeDimension.self)), "time")
        plan.use(
            current, as: .current(try header.factor(of: header.columns[current], as: CurrentDimension.self)), "current")
        for (place, column) in header.columns.enumerated() {
            if column.text == "D0-D7" { plan.use(place, as: .digits, "D0-D7") }
            if let channel = (0..<8).first(where: { column.text == "D\($0)" }) {
                plan.use(place, as: .digit(channel), column.text)
            }
        }
        return try ColumnDecoder(plan, header, voltage: request.voltage)
    }
}

import Quantities

/// The samples that Joulescope's software exports: `# time,SOURCE.current,SOURCE.voltage,SOURCE.power`, in SI units.
///
/// Where the power is there it is used: the mean of a product is not the product of the means.
enum JoulescopeFormat: TraceFormat {
    static let name = "joulescope"

    static func recognises(_ header: Header) -> Bool {
        header.isComment && header.columns.first?.name == "time"
            && header.columns.contains { ["current", "voltage", "power"].contains(quantity(of: $0)) }
    }

    static func decoder(for header: Header, _ request: TraceRequest) throws(TraceError) -> any LineDecoder {
        var plan = ColumnPlan(header)
        guard let time = try header.only("time", { quantity(of: $0) == "time" }) else { throw header.missing("time") }
        plan.use(time, as: .time(1), "time")
        for (name, role) in [("current", ColumnPlan.Role.current(1)), ("voltage", .voltage(1)), ("power", .power(1))] {
            if let place = try header.only(name, { quantity(of: $0) == name }) { plan.use(place, as: role, name) }
        }
        return try ColumnDecoder(plan, header, voltage: request.voltage)
    }

    /// What follows the source's name.
    private static func quantity(of column: Header.Column) -> String {
        column.text.split(separator: ".").last.map(String.init) ?? ""
    }
}

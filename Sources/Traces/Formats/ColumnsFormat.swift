import Quantities

/// Any file of numbers in columns under a heading, whose columns the user names.
enum ColumnsFormat: TraceFormat {
    static let name = "csv"

    /// It cannot be told what columns mean.
    static func recognises(_ header: Header) -> Bool { false }

    static func decoder(for header: Header, _ request: TraceRequest) throws(TraceError) -> any LineDecoder {
        var plan = ColumnPlan(header)
        for choice in request.columns {
            guard plan.places[choice.role.name] == nil else { throw .columnTwice(role: choice.role.name) }
            let place = try header.only(choice.role.name) { $0.text == choice.name || $0.name == choice.name }
            guard let place else { throw header.missing(choice.name) }
            let column = header.columns[place]
            let role: ColumnPlan.Role =
                switch choice.role {
                case .time: .time(try header.factor(of: column, as: TimeDimension.self, unit: choice.unit))
                case .current: .current(try header.factor(of: column, as: CurrentDimension.self, unit: choice.unit))
                case .voltage: .voltage(try header.factor(of: column, as: VoltageDimension.self, unit: choice.unit))
                case .power: .power(try header.factor(of: column, as: PowerDimension.self, unit: choice.unit))
                case .digital(let channel): .digit(channel)
                // Labels are kept; a file may have any number of them.
                case .mark: request.windows == .marks ? .mark : .unused
                }
            plan.use(place, as: role, choice.role.name)
        }
        return try ColumnDecoder(plan, header, voltage: request.voltage)
    }
}

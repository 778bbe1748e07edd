/// What the columns of a file mean.
struct ColumnPlan {
    /// What a column is, with the factor into SI units.
    enum Role {
        case unused
        case time(Double)
        case current(Double)
        case voltage(Double)
        case power(Double)
        /// One digital channel, as 0 or 1.
        case digit(Int)
        /// Eight digital channels in one text, D0 first.
        case digits
        case mark
    }

    private let header: Header
    /// A role for each column.
    private(set) var roles: [Role]
    /// The places of the columns that are used, by what they mean.
    private(set) var places: [String: Int] = [:]
    /// Text for users that follows from the choice of columns.
    var warnings: [String] = []

    init(_ header: Header) {
        self.header = header
        roles = Array(repeating: .unused, count: header.columns.count)
    }

    /// Gives a column a role, under the name it has for users.
    mutating func use(_ place: Int, as role: Role, _ name: String) {
        roles[place] = role
        places[name] = place
    }

    /// The headings of the columns that are used, by what they mean.
    var used: [String: String] { places.mapValues { header.columns[$0].text } }
}

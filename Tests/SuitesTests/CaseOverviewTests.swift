import Measurement
import Report
import Testing

@testable import Suites

@Suite("The overview of a suite's cases")
struct CaseOverviewTests {
    private func group(_ workload: String, _ cache: String, _ cases: [(String, String?)]) throws -> GroupPlan {
        func plan(_ variant: String, _ role: CasePlan.Role, _ unavailable: String?) throws -> CasePlan {
            let id = CaseID(suite: "x", workload: workload, variant: variant, conditions: ["cache": cache])
            return CasePlan(
                id: try #require(id), role: role, precision: "fp32", shape: [:], work: .init(macs: 1, bytes: 1),
                unavailable: unavailable
            ) { PreparedCase(call: {}) }
        }
        return GroupPlan(
            workload: workload, conditions: ["cache": cache],
            cases: try cases.map { try plan($0, .variant, $1) } + [plan("peak/fp32", .peak, nil)])
    }

    @Test("Each workload, condition, variant and reason is named once")
    func once() throws {
        let overview = try CaseOverview([
            group("a", "warm", [("fp32/x", nil), ("int8/y", "no AMX"), ("int8/z", nil)]),
            group("a", "cold", [("fp32/x", nil), ("int8/y", "no AMX"), ("int8/z", nil)]),
            group("b", "warm", [("fp32/x", nil), ("int8/y", "no AMX"), ("int8/z", "no such layer")]),
            group("c", "warm", [("read", nil)]),
        ])
        #expect(overview.blocks.count == 2)
        let block = try #require(overview.blocks.first)
        #expect(block.workloads == ["a", "b"] && block.cases == 9)
        #expect(block.conditions.map(\.name) == ["cache=warm", "cache=cold"])
        #expect(block.conditions.map(\.workloads) == [2, 1])
        #expect(block.variants.map(\.name) == ["fp32/x", "int8/y", "int8/z"])
        #expect(block.variants[0].absences.isEmpty)
        #expect(block.variants[1].absences == [.init(reason: "no AMX", workloads: ["a", "b"])])
        #expect(block.variants[2].absences == [.init(reason: "no such layer", workloads: ["b"])])
        #expect(overview.blocks[1].variants.map(\.name) == ["read"])
    }

    @Test("Every suite's overview has all its cases, and its workloads once", arguments: [INT8FP32.name, Machine.name])
    func complete(name: String) throws {
        let suite = try Suites.named(name).init(definition: Repository.definition(of: name), request: SuiteRequest())
        let groups = try suite.groups(on: HostFacts())
        let blocks = CaseOverview(groups).blocks
        #expect(blocks.reduce(0) { $0 + $1.cases } == groups.flatMap(\.cases).filter { !$0.role.isRoof }.count)
        let workloads = blocks.flatMap(\.workloads)
        #expect(Set(workloads) == Set(groups.map(\.workload)) && workloads.count == Set(workloads).count)
        #expect(blocks.allSatisfy { block in Set(block.variants.map(\.name)).count == block.variants.count })
    }
}

import EnergyModels
import Foundation
import Quantities
import Report

/// What one message takes over the link, as a report of another suite measured it.
struct WireBytes {
    let bytes: ByteCount

    /// - Parameters:
    ///   - report: the file's path, from the definition's folder where it is relative.
    ///   - pattern: the case's id, in which `*` stands for anything; one case must match.
    /// - Throws: ``DefinitionError`` where the report cannot be read or has no such figure.
    init(report: DefinitionNode, case pattern: DefinitionNode) throws {
        let path = try report.text()
        let read: Report
        do {
            read = try Report.read(report.besidePath())
        } catch {
            throw report.error("\(error)", remedy: "name a report that bench wrote")
        }
        let glob = try pattern.text()
        let found = read.cases.filter { each in CaseID(each.id).map { $0.matches(glob) } ?? false }
        guard found.count == 1, let match = found.first else {
            throw pattern.error(
                "\(found.count) cases of \(path) match '\(glob)'", remedy: "name one, as bench report shows their ids")
        }
        guard case .value(let figure)? = match.metrics["bytes.wire"], figure.value >= 1,
            figure.value <= Double(Exchange.mostBytes.count)
        else {
            throw pattern.error(
                "\(match.id) has no bytes.wire that can be sent",
                remedy: "take a case that was sent, or give raw: BYTES instead")
        }
        bytes = ByteCount(Int(figure.value.rounded(.up)))
    }
}

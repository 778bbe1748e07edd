import EnergyModels
import Foundation
import Quantities
import Report
import Statistics

/// A training step's energy from what `bench energy import --json` or `bench energy record --json` wrote.
public struct ImportedStep: Sendable {
    /// The mean over the windows, with Student's 95 % interval of it; a tenth to either side where there is one window.
    public let number: ProfileNumber

    /// What of the file is wanted; both commands write more.
    private struct Document: Decodable {
        let windows: [Window]?
        let energyPerCall: Double?

        struct Window: Decodable {
            let scaledEnergyPerCall: Double
        }
    }

    /// What nobody repeated is reckoned with a tenth to either side.
    private static let doubt = 0.1

    /// - Throws: `ReportError` for a file that cannot be read, ``ImportedStepError`` for one that tells no energy.
    public init(_ path: String) throws {
        let text = try TextFile.read(path)
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(text.utf8)) else {
            throw ImportedStepError(file: path)
        }
        let energies = document.windows?.map(\.scaledEnergyPerCall) ?? document.energyPerCall.map { [$0] } ?? []
        guard let first = energies.first, energies.allSatisfy({ $0.isFinite && $0 > 0 }) else {
            throw ImportedStepError(file: path)
        }
        let estimate = MeanEstimate(energies, alpha: 0.05)
        let value = estimate?.value ?? first
        let (low, high) =
            estimate.map { ($0.interval.low, $0.interval.high) } ?? (
                value * (1 - Self.doubt), value * (1 + Self.doubt)
            )
        number = ProfileNumber(
            name: "step", value: value, low: max(0, low), high: high, form: .normal, unit: "J",
            text: "\(Joules(value))",
            conditions: "of \(counted(energies.count, "window"))", kind: .measured,
            source: NumberSource(key: "import", document: "Imported from \((path as NSString).lastPathComponent)"),
            verification: .read)
    }
}

extension ImportedStep {
    /// The file that a definition names.
    /// - Throws: ``DefinitionError`` with the place in the definition.
    init(of node: DefinitionNode) throws {
        do {
            try self.init(node.besidePath())
        } catch let error as DefinitionError {
            throw error
        } catch {
            throw node.error("\(error)", remedy: "name another file")
        }
    }
}

/// A file that tells no energy of a call.
public struct ImportedStepError: Error, CustomStringConvertible {
    /// Its path.
    public let file: String

    /// Cause and remedy.
    public var description: String {
        "\(file) tells no energy of a call; give what bench energy import --json or bench energy record --json wrote"
    }
}

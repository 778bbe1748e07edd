import EnergyModels
import Foundation
import Quantities

extension DefinitionNode {
    /// `16 KiB`.
    /// - Parameter least: how many there must be.
    func bytes(atLeast least: Int = 0) throws -> ByteCount {
        let text = try text()
        do {
            let bytes = try ByteCount(parsing: text)
            guard bytes.count >= least, bytes <= Exchange.mostBytes else {
                throw error("\(text) is out of range", remedy: "write from \(least) B to \(Exchange.mostBytes)")
            }
            return bytes
        } catch let error as QuantityError {
            throw self.error("\(error)", remedy: "write some such as 16 KiB, or 16 KB of 1,000 bytes each")
        }
    }

    /// Bytes, or the word `parameters` for those that training updates.
    func bytes(parameters: ByteCount) throws -> ByteCount {
        try text() == "parameters" ? parameters : bytes()
    }

    /// `15 min`, above 0 and up to a hundred years.
    func span() throws -> Seconds {
        let text = try text()
        do {
            let span = try Seconds(parsing: text)
            guard span > .zero, span <= Seconds(100 * 365 * 86_400) else {
                throw error("\(text) is out of range", remedy: "write a time above 0 and up to 100 a")
            }
            return span
        } catch let error as QuantityError {
            throw self.error("\(error)", remedy: "write one such as 15 min")
        }
    }

    /// A file's path, from the definition's folder where it is relative.
    func besidePath() throws -> String {
        let path = try text()
        let folder = (file as NSString).deletingLastPathComponent
        return path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
    }

    /// What a name stands for, its refusal told with the place.
    func named<Value>(_ find: (String) throws -> Value) throws -> Value {
        do {
            return try find(text())
        } catch let error as SuiteError {
            throw self.error("\(error)", remedy: "take another name")
        }
    }

    /// A list whose elements have different names.
    func unique<Value>(_ name: KeyPath<Value, String>, _ read: (DefinitionNode) throws -> Value) throws -> [Value] {
        let nodes = try list()
        let values = try nodes.map(read)
        try Self.refuseTwice(nodes, names: values.map { $0[keyPath: name] })
        return values
    }

    /// Numbers of a model, by their names.
    func numbers<Model: NumberModel>(of model: Model.Type, _ sources: ProfileSources) throws -> [ProfileNumber] {
        try mapping().map { name, node in
            guard let place = Model.numbers.first(where: { $0.name == name }) else {
                throw node.error(
                    "there is no such number", remedy: "known: \(Model.numbers.map(\.name).joined(separator: ", "))")
            }
            return try sources.number(node, as: place)
        }
    }
}

import Kernels

/// Weights with a share left out: `unstructured/0.9`, `2-of-4`.
struct SparsityVariant: Hashable, Sendable {
    var form: SparsityForm
    /// The share that is left out.
    var sparsity: Double

    /// As it stands in ids. A form with one share only needs no number.
    var name: String {
        form.sparsity == nil ? "\(form.rawValue)/\(Self.text(sparsity))" : form.rawValue
    }

    /// Weights that it keeps.
    func keptCount(of shape: LayerShape) -> Int { form.keptCount(of: shape, sparsity: sparsity) }

    /// Bytes of the least that says where they are: 16 bits an entry, a byte a weight of a group.
    func indexBytes(of shape: LayerShape) -> Int {
        let kept = keptCount(of: shape)
        return form.keptOfGroup == nil ? 2 * kept / (form.unit.inputs * form.unit.outputs) : kept
    }

    /// `0.95`, `0`.
    static func text(_ share: Double) -> String {
        share == share.rounded() ? "\(Int(share))" : "\(share)"
    }

    /// A variant for each share, one alone of a form that has its own.
    static func all(_ forms: [SparsityForm], _ sparsities: [Double]) -> [SparsityVariant] {
        forms.flatMap { form in
            (form.sparsity.map { [$0] } ?? sparsities).map { SparsityVariant(form: form, sparsity: $0) }
        }
    }
}

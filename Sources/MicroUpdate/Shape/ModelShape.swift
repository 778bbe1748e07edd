/// The counts of a gated logistic model: z = Σ v·w·f + t of the context, p = σ(z).
///
/// Its parameters lie one behind the other in memory of the caller's: the gates w, the coefficients v, the biases t.
public struct ModelShape: Equatable, Sendable {
    /// Features of an event, each with a gate w and a coefficient v; at least 0.
    public let features: Int
    /// Contexts, of which an event has one, each with a bias t; at least 1.
    public let contexts: Int

    /// A model of so many features and contexts.
    @inlinable public init(features: Int, contexts: Int) {
        (self.features, self.contexts) = (features, contexts)
    }

    /// All parameters: gates, coefficients and biases.
    @inlinable public var parameters: Int { 2 &* features &+ contexts }
}

import Foundation

extension Array where Element: Sendable {
    /// What `body` makes of parts of the array, which all processors work on, in the order of the array.
    /// - Throws: what `body` throws.
    public func inParts<Product: Sendable, Failure: Error>(
        _ body: @escaping @Sendable ([Element]) throws(Failure) -> Product
    ) async throws(Failure) -> [Product] {
        guard !isEmpty else { return [] }
        // More parts than processors, as some take longer than others.
        let size = Swift.max(1, count / (4 * ProcessInfo.processInfo.activeProcessorCount))
        let parts = stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
        let results = await withTaskGroup(of: (index: Int, result: Result<Product, Failure>).self) { group in
            for (index, part) in parts.enumerated() {
                group.addTask {
                    do throws(Failure) {
                        return (index, .success(try body(part)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var products: [Product] = []
        for (_, result) in results.sorted(by: { $0.index < $1.index }) { products.append(try result.get()) }
        return products
    }
}

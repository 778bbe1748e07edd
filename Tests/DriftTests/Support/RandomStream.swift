import Statistics

/// A stream of one to five stretches, each of a level and a spread of its own.
func randomStream(_ generator: inout SeededGenerator, errors: Bool) -> [Double] {
    (0...generator.integer(below: 5)).flatMap { _ in
        let level = generator.uniform()
        let spread = 0.5 * generator.uniform()
        return (0..<1 + generator.integer(below: 600)).map { _ in
            errors ? (generator.uniform() < level ? 1 : 0) : 3 * level + spread * generator.gaussian()
        }
    }
}

extension DefinitionNode {
    /// What is understood of a text, its refusal told with the place.
    func understood<Value>(_ read: (String) throws -> Value) throws -> Value {
        let text = try text()
        do {
            return try read(text)
        } catch {
            throw self.error(saying: error)
        }
    }

    /// Another error's words at this place: its remedy stands behind the first semicolon.
    func error(saying error: any Error) -> DefinitionError {
        let words = "\(error)".split(separator: "; ", maxSplits: 1).map(String.init)
        return self.error(words[0], remedy: words.count > 1 ? words[1] : "see suites/README.md")
    }
}

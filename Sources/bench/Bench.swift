import ArgumentParser

@main
struct Bench: ParsableCommand {
    func run() throws {
        print(BuildRecord.commit, BuildRecord.dirty, BuildRecord.swift, BuildRecord.dependencies)
    }
}

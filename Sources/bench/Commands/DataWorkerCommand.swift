import ArgumentParser
import DataParallel

/// `bench data-worker`: a process that trains together with others, as a coordinator tells it.
struct DataWorkerCommand: AsyncParsableCommand {
    static let name = "data-worker"
    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "Train together with other processes, as a coordinator says over standard input and output.",
        shouldDisplay: false)

    func run() async throws {
        let code = await DataWorker.run()
        guard code == 0 else { throw ExitCode(code) }
    }
}

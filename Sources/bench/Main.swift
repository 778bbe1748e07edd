import ArgumentParser
import DataParallel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs the command line and turns every error into one message and its exit code.
@main
enum Main {
    static func main() async {
        WorkerProgram.offer(arguments: [DataWorkerCommand.name])
        do {
            var command = try Bench.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            guard let status = ExitStatus(of: error) else {
                // Help, version, completion scripts and usage errors are the parser's own.
                Bench.exit(withError: error)
            }
            Terminal.complain("\(error)")
            exit(status.rawValue)
        }
    }
}

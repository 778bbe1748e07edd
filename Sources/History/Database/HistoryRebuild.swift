#if SQLite
    import Foundation
    import GRDB
    import Report

    /// Making the history again from the reports it came from.
    public struct HistoryRebuild {
        /// A file that did not go in.
        public struct Omission: Sendable {
            /// The file.
            public let file: String
            /// Cause and remedy.
            public let reason: String
        }

        /// Runs that are in the history now.
        public private(set) var runs = 0
        /// Their figures.
        public private(set) var figures = 0
        /// Files of no concern here: JSON of another kind, or compressed without an xz to unpack them.
        public private(set) var skipped: [Omission] = []
        /// Reports that are damaged or contradict another.
        public private(set) var failed: [Omission] = []
        /// Where the old history is, if it has a run that no report was found of, or cannot be read.
        public private(set) var kept: String?

        /// Reads all reports below folders into a new history, and puts it in the place of the old one.
        /// - Parameters:
        ///   - path: the history's file.
        ///   - folders: where to look for `*.json` and `*.json.xz`.
        ///   - progress: is told each file before it is read.
        /// - Throws: ``HistoryError``, `ReportError`; then the old file is as it was.
        public init(_ path: String, from folders: [String], progress: (String) -> Void = { _ in }) throws {
            let files = try folders.flatMap(Self.reports)
            let folder = HistoryFile.folder(of: path)
            try TextFile.makeFolder(folder)
            let lock = try FolderLock(folder, .exclusive)
            let old = Self.runs(of: path)
            try HistoryFile.replace(path, under: lock) { database in
                let writer = HistoryWriter(database)
                for file in files {
                    progress(file)
                    try add(file, with: writer)
                }
                let new = try Self.runs(in: database)
                if let old, old.isSubset(of: new) { return nil }
                kept = path + ".old"
                return kept
            }
        }

        private mutating func add(_ file: String, with writer: HistoryWriter) throws {
            do {
                guard let added = try writer.add(ReportFile(reading: file)) else { return }
                runs += 1
                figures += added
            } catch let error as ReportError {
                let omission = Omission(file: file, reason: "\(error)")
                if case .foreign = error { skipped.append(omission) } else { failed.append(omission) }
            } catch let error as HistoryError {
                let omission = Omission(file: file, reason: "\(error)")
                if XZ.program == nil, case .unusable = error {
                    skipped.append(omission)
                } else {
                    failed.append(omission)
                }
            }
        }

        /// The files below a folder that may be reports, sorted.
        private static func reports(below folder: String) throws -> [String] {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue,
                let names = FileManager.default.enumerator(atPath: folder)
            else {
                throw HistoryError.refused(
                    file: folder, cause: "there is no such folder", remedy: "name a folder with reports")
            }
            return names.compactMap { $0 as? String }.filter { $0.hasSuffix(".json") || $0.hasSuffix(".json.xz") }
                .sorted().map { "\(folder)/\($0)" }
        }

        /// Host and name of the runs of a history: none where there is no file, nil where it cannot be read.
        private static func runs(of path: String) -> Set<[String]>? {
            guard FileManager.default.fileExists(atPath: path) else { return [] }
            guard let queue = try? HistoryFile.open(path) else { return nil }
            return try? queue.read { database in
                try HistorySchema.require(in: database, file: path)
                return try runs(in: database)
            }
        }

        private static func runs(in database: Database) throws -> Set<[String]> {
            let rows = try Row.fetchCursor(
                database, sql: "SELECT hosts.name, runs.name FROM runs JOIN hosts ON hosts.id = runs.host")
            var runs: Set<[String]> = []
            while let row = try rows.next() { runs.insert([row[0] as String? ?? "", row[1] as String? ?? ""]) }
            return runs
        }
    }
#endif

#if SQLite
    import GRDB

    /// The tables, and how a file is known to hold them.
    enum HistorySchema {
        /// Grows with every change of the tables; a file can be made again from the reports, so that nothing is migrated.
        static let version = 1
        /// `ebhi` in SQLite's `application_id`, which tells a history from databases of other programs.
        static let application = 0x6562_6869

        /// A case's figures stand together in the order of the key: a series is one range of pages.
        private static let tables = """
            CREATE TABLE hosts (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, cpu TEXT NOT NULL) STRICT;
            CREATE TABLE suites (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
            CREATE TABLE runs (
                id INTEGER PRIMARY KEY, host INTEGER NOT NULL REFERENCES hosts, name TEXT NOT NULL,
                suite INTEGER NOT NULL REFERENCES suites, started TEXT NOT NULL, mode TEXT NOT NULL,
                revision TEXT NOT NULL, dirty INTEGER NOT NULL, reference TEXT, definition TEXT NOT NULL,
                digest TEXT NOT NULL, figures INTEGER NOT NULL, UNIQUE (host, name)
            ) STRICT;
            CREATE TABLE cases (
                id INTEGER PRIMARY KEY, suite INTEGER NOT NULL REFERENCES suites, name TEXT NOT NULL UNIQUE
            ) STRICT;
            CREATE INDEX cases_of_suite ON cases (suite);
            CREATE TABLE metrics (
                id INTEGER PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, better TEXT NOT NULL,
                provenance TEXT NOT NULL, UNIQUE (name, unit, better, provenance)
            ) STRICT;
            CREATE TABLE points (
                "case" INTEGER NOT NULL REFERENCES cases, metric INTEGER NOT NULL REFERENCES metrics,
                host INTEGER NOT NULL REFERENCES hosts, run INTEGER NOT NULL REFERENCES runs, value REAL NOT NULL,
                low REAL NOT NULL, high REAL NOT NULL, confidence REAL NOT NULL, count INTEGER NOT NULL,
                PRIMARY KEY ("case", metric, host, run)
            ) STRICT, WITHOUT ROWID;
            """

        /// Makes the tables in an empty database.
        static func create(in database: Database) throws {
            try database.execute(sql: tables)
            try database.execute(sql: "PRAGMA application_id = \(application); PRAGMA user_version = \(version)")
        }

        /// - Throws: ``HistoryError`` unless the file is a history of this version.
        static func require(in database: Database, file: String) throws {
            guard try Int.fetchOne(database, sql: "PRAGMA application_id") == application else {
                let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
                throw isEmpty ? HistoryError.damaged(file: file, cause: "it is empty") : .foreign(file: file)
            }
            let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            guard found == version else {
                throw HistoryError.otherVersion(file: file, version: found, known: version)
            }
        }
    }
#endif

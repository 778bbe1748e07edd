#if SQLite
    import GRDB
    import Report

    /// Columns of a statement's current row. GRDB ends the program where a column that must not be null is; in a damaged
    /// file that can be any.
    extension Row {
        /// A whole number.
        func number(_ column: Int, in file: String) throws -> Int64 { try value(column, in: file) }

        /// A text.
        func text(_ column: Int, in file: String) throws -> String { try value(column, in: file) }

        /// One of the words of an enumeration.
        func word<Word: RawRepresentable<String>>(_ column: Int, in file: String) throws -> Word {
            let text = try text(column, in: file)
            guard let word = Word(rawValue: text) else {
                throw HistoryError.damaged(file: file, cause: "'\(text)' where one of a few words belongs")
            }
            return word
        }

        /// The figure in the columns `run, value, low, high, confidence, count` from `first` on.
        func point(from first: Int, _ catalogue: HistoryCatalogue, in file: String) throws -> HistoryPoint {
            guard let run = catalogue.runs[try number(first, in: file)] else {
                throw HistoryError.damaged(file: file, cause: "a figure of an unknown run")
            }
            return HistoryPoint(
                run: run, value: try value(first + 1, in: file),
                interval: .init(try value(first + 2, in: file), try value(first + 3, in: file)),
                confidence: try value(first + 4, in: file), count: try value(first + 5, in: file))
        }

        private func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
            _ column: Int, in file: String
        ) throws -> Value {
            guard let value = self[column] as Value? else {
                throw HistoryError.damaged(file: file, cause: "a figure or name is missing")
            }
            return value
        }
    }
#endif

import EnergyModels
import Quantities

/// One answer on one screen of a terminal: the verdict, both ways' costs side by side, and what they rest on.
struct AnswerScreen {
    private let subject: Answer.Subject
    private let found: Answer.Found
    private let text: AnswerText

    /// - Throws: ``SuiteError/nothingRuns(reasons:)`` where there is no answer.
    init(_ answer: Answer) throws {
        guard case .found(let found) = answer.outcome else {
            guard case .unavailable(let reason) = answer.outcome else { throw SuiteError.nothingRuns(reasons: []) }
            throw SuiteError.nothingRuns(reasons: [reason])
        }
        (self.subject, self.found, text) = (answer.subject, found, AnswerText(found))
    }

    /// Numbers that move the answer most.
    private static let decisive = 3

    var lines: [String] {
        let learning = subject.scenario.learning
        let exchange = found.question.exchange
        return [
            "\(subject.device.title) over \(subject.radio.title)",
            "\(exchange.raw) every \(subject.cadence.text), \(counted(exchange.batches, "batch", plural: "batches")) between updates of "
                + "\(exchange.update); \(learning.title), \(counted(learning.steps, "step")) a batch",
            "",
            text.verdict.prefix(1).uppercased() + text.verdict.dropFirst() + ".",
            "",
        ] + table + [""] + remarks
    }

    // MARK: Both ways

    private var table: [String] {
        let balance = found.question.nominal
        let (send, train) = (found.trial.send, found.trial.train)
        let shared = balance.send.sharesMaintenance
        var rows: [(String, String, String)] = [
            ("every \(QuantityWords.span(balance.period))", "sending", "training"),
            (shared ? "energy but for standby" : "energy", AnswerText.range(send.total), AnswerText.range(train.total)),
            ("  fixed", AnswerText.range(send.fixed), AnswerText.range(train.fixed)),
            ("  packets and bytes", AnswerText.range(send.marginal), AnswerText.range(train.marginal)),
            ("  computing", "", AnswerText.range(train.compute)),
            (
                shared ? "radio on standby, both" : "  radio on standby", AnswerText.range(send.maintenance),
                AnswerText.range(train.maintenance)
            ),
            (
                "time on the link", QuantityWords.days(balance.send.airTime), QuantityWords.days(balance.train.airTime)
            ),
            ("time computing", "", balance.train.computeTime.map(QuantityWords.days) ?? "unknown"),
        ]
        if let sending = send.life, let training = train.life {
            rows.append(("battery lasts", Self.life(sending), Self.life(training)))
        }
        let widths = [rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0]
        return rows.map { row in
            let cells = [
                row.0.padding(to: widths[0]), row.1.padding(to: widths[1]), row.2,
            ]
            let line = "  " + cells.joined(separator: "   ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    private static func life(_ spread: MonteCarlo.Spread) -> String {
        "\(QuantityWords.days(Seconds(spread.median))) "
            + "[\(QuantityWords.days(Seconds(spread.low))) – \(QuantityWords.days(Seconds(spread.high)))]"
    }

    // MARK: What it rests on

    private var remarks: [String] {
        let isPointless = found.verdict.choice == .neither
        var remarks = isPointless ? [] : [("N*", text.breakEven), ("rule", text.rule)]
        remarks.append(
            (
                "ratio",
                "training by sending \(times(found.trial.ratio.median)) "
                    + "[\(times(found.trial.ratio.low)), \(times(found.trial.ratio.high))]; figures are medians of "
                    + "\(found.trial.draws) draws with the interval of 95 %, \(text.doubts)"
            ))
        for (index, each) in found.sensitivities.prefix(Self.decisive).enumerated() {
            remarks.append(
                (index == 0 ? "decides" : "", AnswerText.words(each) + (each.decides ? ", turns the answer" : "")))
        }
        let numbers = found.question.numbers
        remarks.append(("sources", Citation(numbers).text))
        return remarks.map { "  \($0.0.padding(to: 8)) \($0.1)" }
    }
}

extension String {
    /// Filled up with blanks.
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

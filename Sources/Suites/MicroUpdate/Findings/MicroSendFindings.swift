import EnergyModels
import MicroUpdate
import Quantities
import Report

/// What it would take to send an event by radio for others to learn from, against learning from it here.
struct MicroSendFindings {
    let radios: [RadioProfile]
    let processors: [Profile<ProcessorModel>]
    let seed: UInt64

    /// Features of one byte each, a context, a label and the time as 32 bits.
    private static let event = ByteCount(ModelShape.playlist.features + 1 + 1 + 4)
    /// From one event to the next: a song.
    private static let every = Seconds(210)
    /// Events that are sent together, so that what a transmission costs anyhow is shared.
    private static let together = 100

    func all() -> [Report.Finding] {
        guard let processor = processors.first else { return [] }
        return radios.compactMap { radio in
            guard
                let question = Question(
                    exchange: Exchange(
                        raw: Self.event, update: .zero, model: ByteCount(ModelShape.playlist.parameters),
                        every: Self.every,
                        batches: Self.together, sendsTogether: true),
                    radio: radio,
                    compute: .modelled(
                        macs: MicroKernel.macs(.update, .playlist), .fp32, processor,
                        overhead: Scenario.Learning.usualOverhead))
            else { return nil }
            let odds = MonteCarlo(question, draws: MicroCostFindings.draws, seed: seed)
            let events = Double(Self.together)
            let (sent, own) = (odds.send.total, odds.train.compute)
            return .init(
                name: "send-events.\(MicroCostPlanner.workload).\(radio.name)", value: sent.median / events, unit: "J",
                interval: .init(sent.low / events, sent.high / events), provenance: .modelled,
                statement:
                    "to send the playlist's events of \(Self.event) over \(radio.title), \(Self.together) together every "
                    + "\(QuantityWords.span(Double(Self.together) * Self.every)), costs \(Joules(sent.median / events)) an event, and staying "
                    + "connected another \(Joules(odds.send.maintenance.median / events)), unless something else needs it; to learn from one "
                    + "on \(processor.title) \(Joules(own.median / events)), \(share(of: own.median, by: sent.median)) "
                    + "than sending alone; an event waits up to \(QuantityWords.span(Double(Self.together) * Self.every)) until it is sent",
                source: Citation(radio.numbers + processor.numbers).text)
        }
    }
}

extension Report {
    func inspect(_ host: Host, at path: DocumentPath, _ inspection: inout Inspection) {
        inspection.requireHex(host.id, lengths: 8...64, path.field("id"))
        inspection.requireText(host.cpu, path.field("cpu"))
        inspection.requireTexts(host.isa, path.field("isa"))
        inspection.each(host.caches, path.field("caches")) { inspection, cache, path in
            inspection.require(cache.level, atLeast: 1, path.field("level"))
            inspection.require(
                ["data", "instruction", "unified"].contains(cache.kind), path.field("kind"),
                "\"\(cache.kind)\" is no kind of cache", remedy: "write data, instruction or unified")
            inspection.require(cache.bytes, atLeast: 1, path.field("bytes"))
        }
        inspection.require(host.memoryBytes, atLeast: 1, path.field("memoryBytes"))
        inspection.requireText(host.os, path.field("os"))
        inspection.requireText(host.kernel, path.field("kernel"))
        inspection.requireText(host.virtualization, path.field("virtualization"))
        inspection.requireText(host.governor, path.field("governor"))
        inspect(host.counters, at: path.field("counters"), &inspection)
    }

    private func inspect(_ counters: Host.Counters, at path: DocumentPath, _ inspection: inout Inspection) {
        inspection.requireText(counters.papi, path.field("papi"))
        inspection.requireTexts(counters.available, path.field("available"))
        let available = Set(counters.available)
        var refused: Set<String> = []
        inspection.each(counters.unavailable, path.field("unavailable")) { inspection, refusal, path in
            inspection.requireText(refusal.event, path.field("event"))
            inspection.requireText(refusal.reason, path.field("reason"))
            inspection.require(
                !available.contains(refusal.event) && refused.insert(refusal.event).inserted,
                path.field("event"),
                "\(refusal.event) is listed before", remedy: "list an event once, as available or unavailable"
            )
        }
        if let cost = counters.cost { inspect(cost, at: path.field("cost"), &inspection) }
    }

    private func inspect(_ cost: Host.Counters.Cost, at path: DocumentPath, _ inspection: inout Inspection) {
        for (name, seconds) in [("read", cost.read), ("window", cost.window)] {
            inspection.require(
                seconds > 0, path.field(name), "\(seconds) is no cost",
                remedy: "give seconds above 0, or leave the field cost out")
        }
    }
}

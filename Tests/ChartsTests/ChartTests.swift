import Charts
import Statistics
import TestSupport
import Testing

@Suite("Charts")
struct ChartTests {
    /// Names that end elements and attributes where nothing escapes them.
    static let nasty = "a<b>&\"c'd</svg><script>alert(1)</script>\u{1}"

    private func datum(_ id: String, _ value: Double, _ generator: inout SeededGenerator) -> Datum {
        let below = Double.random(in: 0...0.3, using: &generator)
        let above = Double.random(in: 0...0.3, using: &generator)
        return Datum(id: id, value: value, interval: value * (1 - below)...value * (1 + above), tip: "tip of \(id)")
    }

    private func bars(_ count: Int, _ generator: inout SeededGenerator) -> BarChart {
        let magnitudes: [Double] = [1e-9, 1e-5, 1, 1e9]
        let magnitude = magnitudes[Int.random(in: 0..<magnitudes.count, using: &generator)]
        let bars = (0..<count).map { index in
            BarChart.Bar(
                label: "int8/avx\(index)", figure: "45.\(index) µs", range: "[45.8, 46.5]", remark: "· 1.32× ▲",
                datum: datum("bar \(index)", magnitude * Double.random(in: 0.01...3, using: &generator), &generator),
                kind: index, isReference: index == 0)
        }
        return BarChart(
            id: "b", title: "Bars", description: "of a test", unit: "s",
            groups: [
                .init(heading: "first", bars: Array(bars.prefix(count / 2))),
                .init(bars: Array(bars.dropFirst(count / 2))),
            ])
    }

    private func line(_ count: Int, _ generator: inout SeededGenerator) -> LineChart {
        let lines = (0..<3).map { kind in
            LineChart.Line(
                name: "curve \(kind)", kind: kind,
                points: (1...count).map { index in
                    .init(
                        x: Double(index * index),
                        datum("p\(kind).\(index)", Double.random(in: 1...1000, using: &generator), &generator))
                })
        }
        let xs = lines[0].points.map(\.x)
        return LineChart(
            id: "l", title: "Lines", description: "of a test", x: Axis("x", unit: "B", suiting: xs),
            y: Axis("y", unit: "s", .linear, isFromZero: true), lines: lines,
            events: xs.prefix(4).map { .init(x: $0, label: "abc123\(Int($0))", tip: "a commit") })
    }

    private func scatter(_ count: Int, _ generator: inout SeededGenerator) -> ScatterChart {
        let points = (0..<count).map { index in
            ScatterChart.Point(
                x: Double.random(in: 0.1...400, using: &generator),
                datum("s\(index)", Double.random(in: 1e8...1e11, using: &generator), &generator), kind: index % 5)
        }
        let roofs = (0..<4).map { kind in
            let top = 1e11 * (1 + 0.01 * Double(kind))
            return ScatterChart.Roof(
                label: "roof \(kind)", .end, kind: kind, corners: [(5, top), (400, top)],
                Datum(id: "r\(kind)", value: top))
        }
        return ScatterChart(
            id: "s", title: "Scatter", description: "of a test", x: Axis("x", unit: "op/B", .decades),
            y: Axis("y", unit: "op/s", .decades), points: points, roofs: roofs)
    }

    private func stack(_ count: Int, _ generator: inout SeededGenerator) -> StackedBarChart {
        StackedBarChart(
            id: "t", title: "Stacks", description: "of a test", unit: "s",
            bars: (0..<count).map { bar in
                .init(
                    label: "fp32/avx\(bar)", figure: "layers 2.3 µs, model 3.4 µs",
                    parts: (0..<9).map { part in
                        .init(
                            label: "pw\(part)", kind: part,
                            Datum(id: "t\(bar).\(part)", value: Double.random(in: 0...1e-6, using: &generator)))
                    }, whole: datum("whole \(bar)", 3e-6, &generator))
            })
    }

    private func drawings(_ count: Int, _ generator: inout SeededGenerator) throws -> [Drawing] {
        [
            Drawing(try bars(count, &generator).svg()), Drawing(try line(count, &generator).svg()),
            Drawing(try scatter(count, &generator).svg()), Drawing(try stack(count, &generator).svg()),
        ]
    }

    @Test("Pictures are well-formed and stay within their frame, and no names overlap on a wide or a narrow screen")
    func frame() throws {
        var generator = SeededGenerator(for: "charts")
        for _ in 0..<50 {
            for drawing in try drawings(Int.random(in: 1...12, using: &generator), &generator) {
                #expect(drawing.error == nil)
                #expect(drawing.strays == [])
                #expect(drawing.overlaps(width: 900, isNarrow: false) == [])
                #expect(drawing.overlaps(width: 300, isNarrow: true) == [])
            }
        }
    }

    @Test("The unit beside the first tick covers none, even where bars have little room")
    func units() throws {
        for value in stride(from: 1e9, through: 9e9, by: 2.5e8) {
            let bars = [BarChart.Bar(label: "b", figure: "f", datum: Datum(id: "b", value: value))]
            let drawing = Drawing(
                try BarChart(id: "b", title: "t", description: "d", unit: "op/s", groups: [.init(bars: bars)]).svg())
            #expect(drawing.overlaps(width: 300, isNarrow: false) == [])
            #expect(drawing.all("text", "axis").contains { $0.text == "0 Gop/s" })
        }
    }

    @Test("What leaves the frame, and names that overlap, would be noticed")
    func seededFaults() throws {
        var generator = SeededGenerator(for: "faults")
        let svg = try bars(4, &generator).svg()
        let width = try #require(svg.firstRange(of: /<rect x="0%"/))
        #expect(!Drawing(svg.replacingCharacters(in: width, with: "<rect x=\"101%\"")).strays.isEmpty)
        #expect(!Drawing(svg.replacing("y=\"38\"", with: "y=\"60\"")).overlaps(width: 300, isNarrow: true).isEmpty)
        #expect(Drawing(svg.replacing("</title>", with: "")).error != nil)
    }

    @Test("Every figure stands in the picture to its last digit")
    func figures() throws {
        var generator = SeededGenerator(for: "figures")
        let chart = line(7, &generator)
        let drawing = Drawing(try chart.svg())
        let points = chart.lines.flatMap(\.points)
        let marks = drawing.marks.filter { $0.attributes["class"]?.hasPrefix("point") == true }
        #expect(marks.count == points.count)
        for (mark, point) in zip(marks, points) {
            let numbers = (mark.attributes["data-v"] ?? "").split(separator: " ").compactMap { Double($0) }
            let interval = try #require(point.datum.interval)
            #expect(numbers == [point.datum.value, interval.lowerBound, interval.upperBound])
            #expect(mark.attributes["data-x"].flatMap { Double($0) } == point.x)
            #expect(mark.attributes["data-id"] == point.datum.id)
        }
        #expect(Datum.text(0.1 + 0.2, nil) == "0.30000000000000004" && Datum.text(47328, 1...1) == "47328")
    }

    @Test("Lengths are to scale")
    func lengths() throws {
        let bars = [10.0, 20, 40].map { BarChart.Bar(label: "b", figure: "f", datum: Datum(id: "b", value: $0)) }
        let drawing = Drawing(
            try BarChart(id: "b", title: "t", description: "d", unit: "s", groups: [.init(bars: bars)]).svg())
        let widths = drawing.all("rect").compactMap { $0.number("width") }
        #expect(widths == [25, 50, 100])
    }

    @Test("A wide interval is cut off at the axis, and its figure stands all the same")
    func wide() throws {
        let data = [
            Datum(id: "steady", value: 10, interval: 9...11), Datum(id: "wild", value: 8, interval: -700...900),
        ]
        let bars = data.map { BarChart.Bar(label: $0.id, figure: "f", datum: $0) }
        let drawing = Drawing(
            try BarChart(id: "b", title: "t", description: "d", unit: "s", groups: [.init(bars: bars)]).svg())
        let whiskers = drawing.all("path", "whisker").compactMap { $0.attributes["d"] }
        #expect(whiskers == ["M0,4H8M0,0V8M8,0V8", "M0,4H8"])
        #expect(drawing.strays == [] && drawing.marks.last?.attributes["data-v"] == "8 -700 900")
        let widths = drawing.all("rect").compactMap { $0.number("width") }
        #expect(widths.allSatisfy { $0 > 20 }, "the bars are not squeezed: \(widths)")
    }

    @Test("A reader of screens is told title and description, and names from outside open no elements")
    func accessible() throws {
        let name = Self.nasty
        let datum = Datum(id: name, value: 1, interval: 0.5...2, tip: name)
        let axis = Axis(name, unit: "s", .linear)
        let pictures = [
            try BarChart(
                id: "a", title: name, description: name, unit: "s",
                groups: [
                    .init(
                        heading: name,
                        bars: [.init(label: name, figure: name, range: name, remark: name, datum: datum)])
                ]
            ).svg(),
            try LineChart(
                id: "a", title: name, description: name, x: axis, y: axis,
                lines: [.init(name: name, kind: 0, points: [.init(x: 1, datum)])],
                events: [.init(x: 1, label: name, tip: name)]
            ).svg(),
            try ScatterChart(
                id: "a", title: name, description: name, x: axis, y: axis, points: [.init(x: 1, datum, kind: 0)],
                roofs: [.init(label: name, .start, kind: nil, corners: [(1, 1), (2, 2)], datum)]
            ).svg(),
            try StackedBarChart(
                id: "a", title: name, description: name, unit: "s",
                bars: [.init(label: name, figure: name, parts: [.init(label: name, kind: 1, datum)], whole: datum)]
            ).svg(),
            try Sparkline(id: "a", title: name, values: [1, 2, 3], marked: [1]).svg(),
        ]
        for picture in pictures {
            let drawing = Drawing(picture)
            #expect(drawing.error == nil && drawing.all("script").isEmpty)
            #expect(drawing.elements[0].attributes["role"] == "img")
            let labels = (drawing.elements[0].attributes["aria-labelledby"] ?? "").split(separator: " ")
            let named = labels.map { label in drawing.elements.first { $0.attributes["id"] == String(label) }?.text }
            #expect(!named.isEmpty && named.allSatisfy { $0 == name.replacing("\u{1}", with: "\u{FFFD}") })
        }
        #expect(!Legend(.symbol, [(0, name)]).html.contains("<script"))
    }

    @Test("Kinds differ in more than colour")
    func kinds() throws {
        let legend = Drawing(Legend(.symbol, (0..<6).map { ($0, "kind \($0)") }).html)
        #expect(Set(legend.all("path").compactMap { $0.attributes["d"] }).count == 6)
        let areas = Drawing(Legend(.area, (0..<8).map { ($0, "kind \($0)") }).html)
        #expect(Set(areas.all("path", "hatch").compactMap { $0.attributes["d"] }).count == 7, "and one has none")
    }

    @Test("What cannot be drawn is refused")
    func refused() {
        let axis = Axis("x", unit: "s", .linear)
        #expect(throws: ChartError.empty(chart: "t")) {
            try BarChart(id: "b", title: "t", description: "", unit: "s", groups: []).svg()
        }
        #expect(throws: ChartError.empty(chart: "t")) {
            try LineChart(id: "b", title: "t", description: "", x: axis, y: axis, lines: []).svg()
        }
        #expect(throws: ChartError.empty(chart: "t")) {
            try ScatterChart(id: "b", title: "t", description: "", x: axis, y: axis, points: []).svg()
        }
        #expect(throws: ChartError.empty(chart: "t")) {
            try StackedBarChart(id: "b", title: "t", description: "", unit: "s", bars: []).svg()
        }
        #expect(throws: ChartError.empty(chart: "t")) { try Sparkline(id: "b", title: "t", values: []).svg() }
        #expect(throws: ChartError.self) { try Sparkline(id: "b", title: "t", values: [1, .nan]).svg() }
        #expect(throws: ChartError.notPositive(chart: "t", value: -1)) {
            try ScatterChart(
                id: "b", title: "t", description: "", x: Axis("x", unit: "s", .decades), y: axis,
                points: [.init(x: -1, Datum(id: "p", value: 1), kind: 0)]
            ).svg()
        }
    }

    @Test("An axis takes the scale that suits its values")
    func suits() {
        #expect(Axis("x", unit: "B", suiting: [4096, 1e7]).kind == .octaves)
        #expect(Axis("x", unit: "s", suiting: [1, 100]).kind == .decades)
        #expect(Axis("x", unit: "s", suiting: [1, 99]).kind == .linear)
        #expect(Axis("x", unit: "s", suiting: [0, 1e9]).kind == .linear)
    }
}

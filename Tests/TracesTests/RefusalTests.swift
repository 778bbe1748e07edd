import Quantities
import Testing

@testable import Traces

@Suite("Refusals of traces")
struct RefusalTests {
    private static let ppk2 = "Timestamp(ms),Current(uA),D0-D7\n"

    private func complaint(_ text: String, _ change: (inout TraceRequest) throws -> Void = { $0.voltage = Volts(3) })
        throws
        -> String
    {
        try TraceFile(text).complaint(change)
    }

    @Test(
        "Damaged lines are named",
        arguments: [
            (
                "1,2,0\n2,x,0\n3,2,0\n",
                "FILE:3: column 'Current(uA)': 'x' stands where a number belongs; correct the line or remove it"
            ),
            (
                "1,2,0\n,2,0\n",
                "FILE:3: column 'Timestamp(ms)': nothing stands where a number belongs; correct the line or remove it"
            ),
            ("1,2,0\n2,2\n3,2,0\n", "FILE:3: there are 2 fields for 3 columns; correct the line or remove it"),
            ("1,2,5,0\n", "FILE:2: there are 4 fields for 3 columns; correct the line or remove it"),
            (
                "1,2,0\n3,2,0\n2,2,0\n",
                "FILE:4: the time 0.002 s is not after 0.003 s of the line before; "
                    + "give each recording a file of its own, sorted by time"
            ),
            (
                "1,2,0\n1,2,0\n",
                "FILE:3: the time 0.001 s is not after 0.001 s of the line before; "
                    + "give each recording a file of its own, sorted by time"
            ),
            ("", "FILE: there are fewer than two samples; record a longer trace"),
            ("1,2,0\n", "FILE: there are fewer than two samples; record a longer trace"),
            (
                "1,nan,0\n2,nan,0\n",
                "FILE: no reading covers the window 'whole file'; choose other times, or record the trace again"
            ),
        ])
    func lines(lines: String, words: String) throws {
        #expect(try complaint(Self.ppk2 + lines) == words)
    }

    @Test(
        "Headings that do not do",
        arguments: [
            ("", "FILE:1: the file is empty; record the trace again"),
            ("\n\n", "FILE:1: the file is empty; record the trace again"),
            ("Timestamp(ms),Current(uA)", "FILE:1: the file is empty; record the trace again"),
            (
                "a,b\n1,2\n",
                "FILE:1: the first line is that of no known format; name one with --format "
                    + "(ppk2, joulescope-statistics, joulescope, monsoon, ptdaemon, csv), or the columns with --column"
            ),
            (
                "Timestamp(ms),Current(uV)\n1,2\n",
                "FILE:1: column 'Current(uV)': 'uV' is not its unit of current; "
                    + "name the columns with --column and one of GA, MA, kA, A, mA, µA, nA, pA, fA"
            ),
            (
                "Time(V),Main(mA),Main Voltage(V)\n1,2,3\n",
                "FILE:1: column 'Time(V)': 'V' is not its unit of time; name the columns with --column and one of "
                    + "a, d, h, min, s, ms, µs, ns"
            ),
            (
                "# time,a.current,b.current\n1,2,3\n",
                "FILE:1: 'a.current' and 'b.current' could be the current; name all columns with --column"
            ),
            (
                "#time,energy,charge\n1,2,3\n",
                "FILE:1: no column holds power; export it too, or name it with --column; "
                    + "found: 'time', 'energy', 'charge'"
            ),
        ])
    func headings(text: String, words: String) throws {
        #expect(try TraceFile(text).complaint() == words)
    }

    @Test("Columns that are not there are named with those that are")
    func missingColumns() throws {
        #expect(
            try complaint("D0-D7,Current(uA)\n1,2\n") { $0.format = "ppk2" }
                == "FILE:1: no column holds Timestamp(ms); export it too, or name it with --column; found: 'D0-D7', "
                + "'Current(uA)'")
        let file = "t[ms],I[mA]\n0,1\n1,1\n"
        func own(_ columns: [String]) throws -> String {
            try complaint(file) {
                $0.columns = try columns.map { try TraceColumn(parsing: $0) }
                $0.voltage = Volts(1)
            }
        }
        #expect(try own(["time=t", "current=I"]) == "read as csv")
        #expect(try own(["time=t", "current=J"]).hasPrefix("FILE:1: no column holds J; "))
        #expect(try own(["time=t"]).hasPrefix("FILE:1: no column holds a current or a power; "))
        #expect(try own(["current=I"]).hasPrefix("FILE:1: no column holds a time; "))
        #expect(try own(["time=t[s]", "current=I"]).hasPrefix("FILE:1: column 't[ms]': 's' is not its unit of time; "))
        #expect(try own(["time=t", "power=I"]).hasPrefix("FILE:1: column 'I[mA]': 'mA' is not its unit of power; "))
        #expect(try own(["time=t", "time=I"]) == "--column time=: the role is given twice; leave one out")
        #expect(try own(["colour=t"]).hasPrefix("--column colour=t: this is not ROLE=NAME[UNIT]; "))
        #expect(try own(["time"]).hasPrefix("--column time: this is not ROLE=NAME[UNIT]; "))
    }

    @Test("A unit that the tool does not write is taken for what it says")
    func otherUnit() throws {
        let trace = try TraceFile("Timestamp(s),Current(mA)\n0,1\n1,1\n").trace { $0.voltage = Volts(3) }
        #expect(agree(trace.windows[0].energy.value, 6e-3))
    }

    @Test("The voltage is needed where there is none, and refused where there is one")
    func voltage() throws {
        let current = "Timestamp(ms),Current(uA)\n0,1\n1,1\n"
        let words = try complaint(current) { _ in }
        #expect(words == "FILE: the file tells a current and no voltage; give the supply's, such as --voltage 3.7V")
        let texts = [
            "# time,a.current,a.voltage\n0,1,1\n", "#time,current,voltage,power,charge,energy\n",
            "Time(ms),Main(mA),Main Voltage(V)\n", "Time,01-02-2021 00:00:00.000,Watts,1,Mark,a\n",
        ]
        for text in texts {
            #expect(try complaint(text).hasPrefix("--voltage 3.0V: FILE tells what it needs in '"))
        }
        #expect(TraceError.noVoltage(file: "").kind == .usage)
        #expect(
            try complaint(current) { $0.voltage = .zero }
                == "--voltage 0.0V: this is no supply's voltage; give one above 0")
    }

    @Test("A last line that was cut is left out and stated, whatever it holds")
    func cutLine() throws {
        for rest in ["3,9999999,00", "3", ",,,,", "x", "3,2,00000000"] {
            let trace = try TraceFile(Self.ppk2 + "1,2,0\n2,2,0\n" + rest).trace { $0.voltage = Volts(1) }
            #expect(agree(trace.windows[0].energy.value, 4e-9) && trace.warnings.count == 1)
            #expect(trace.warnings[0].contains(":4: the last line has no end and is left out; "))
        }
    }

    @Test("Windows that the file cannot frame")
    func windows() throws {
        let text = "Timestamp(ms),Current(uA),D0\n0,1,0\n1,1,0\n"
        func asked(_ windows: TraceWindows) throws -> String {
            try complaint(text) { ($0.voltage, $0.windows) = (Volts(1), windows) }
        }
        #expect(try asked(.digital(0)).hasPrefix("FILE: there is no line with D0 = 1; "))
        #expect(try asked(.digital(1)).hasPrefix("FILE:1: no column holds the channel D1; "))
        #expect(try asked(.digital(9)) == "--window D9: there is no such channel; name one from D0 to D7")
        #expect(try asked(.marks).hasPrefix("FILE:1: no column holds marks; "))
        let beyond = try TraceRange(from: Seconds(5), to: Seconds(6))
        #expect(try asked(.ranges([beyond])).hasPrefix("FILE: no reading covers the window '5 s to 6 s'; "))
        #expect(throws: TraceError.emptyRange(from: 2, to: 2)) { try TraceRange(from: Seconds(2), to: Seconds(2)) }
        #expect(
            try complaint(text) { ($0.voltage, $0.idle) = (Volts(1), .range(beyond)) }
                .hasPrefix("FILE: no reading covers the window 'idle'; "))
        #expect(try complaint(text) { ($0.voltage, $0.calls) = (Volts(1), 0) } == "--calls 0: give 1 or more")
    }

    @Test("Formats are offered by their names")
    func formats() throws {
        #expect(
            try complaint("a\n") { $0.format = "ppk" }
                == "--format ppk: there is no such format; did you mean ppk2? Known: ppk2, joulescope-statistics, "
                + "joulescope, monsoon, ptdaemon, csv")
        #expect(
            try complaint("a\n") { ($0.format, $0.columns) = ("ppk2", [try TraceColumn(parsing: "time=a[s]")]) }
                == "--column: the format ppk2 has columns of its own; leave --column or --format out")
    }

    @Test("Damaged lines of SPEC's daemon and of counters")
    func otherFormats() throws {
        let good = "Time,31-01-2021 00:00:00.000,Watts,1,Mark,a\n"
        #expect(
            try TraceFile(good + "Time,31-01-2021 00:00:61.x,Watts,1,Mark,a\n").complaint()
                == "FILE:2: column 'Time': '31-01-2021 00:00:61.x' stands where a number belongs; "
                + "correct the line or remove it"
        )
        #expect(
            try TraceFile(good + "Time,31-01-2021 00:00:01.000,Watts,x,Mark,a\n").complaint()
                == "FILE:2: column 'Watts': 'x' stands where a number belongs; correct the line or remove it")
        let counters = "#time,current,voltage,power,charge,energy\n1,1,1,1,1,1\n"
        #expect(
            try TraceFile(counters + "0,1,1,1,2,2\n").complaint().hasPrefix("FILE:3: the time 0.0 s is not after 1.0 s")
        )
        #expect(
            try TraceFile(counters + "2,1,1,1,2\n").complaint().hasPrefix("FILE:3: there are 5 fields for 6 columns"))
        #expect(try TraceFile(counters + "2,1,1,1,2,x\n").complaint().hasPrefix("FILE:3: column 'energy': 'x' stands"))
        #expect(try TraceFile(counters).complaint() == "FILE: there are fewer than two samples; record a longer trace")
    }
}

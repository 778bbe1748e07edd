import Testing

@testable import Traces

@Suite("Clocks of logs")
struct LogClockTests {
    private func seconds(_ moments: [String]) -> [Double?] {
        var clock = LogClock()
        return moments.map { moment in Array(moment.utf8).withUnsafeBytes { clock.seconds($0) } }
    }

    @Test(
        "Over midnight, whichever of day and month comes first",
        arguments: [
            ("31-01-2021", "01-02-2021", 1), ("01-31-2021", "02-01-2021", 1), ("12-31-2020", "01-01-2021", 1),
            ("31-12-2020", "01-01-2021", 1), ("05-06-2021", "06-06-2021", 1), ("05-06-2021", "05-07-2021", 1),
            ("28-02-2024", "29-02-2024", 1), ("02-28-2023", "03-01-2023", 1), ("12-11-2020", "13-11-2020", 1),
            ("28-02-2100", "01-03-2100", 1), ("13-05-2021", "16-05-2021", 3), ("14-05-2021", "13-05-2021", -1),
        ])
    func days(first: String, second: String, days: Double) {
        #expect(seconds([first + " 23:59:59.250", second + " 00:00:01.750"]) == [0, 2.5 + 86_400 * (days - 1)])
    }

    @Test("Within a day")
    func hours() {
        #expect(seconds(["01-02-2021 09:08:07.006", "01-02-2021 10:09:09.006"]) == [0, 3662])
    }

    @Test(
        "What is no moment",
        arguments: [
            "", "01-02-2021", "01-02-2021 09:08", "32-13-2021 09:08:07", "01-02-2021 24:08:07", "01-02-2021 09:60:07",
            "01-02-2021 09:08:61", "01-02-2021T09:08:07", "01.02.2021 09:08:07", "01-02-2021 09:08:nan",
            "a1-02-2021 09:08:07",
        ])
    func refused(moment: String) {
        #expect(seconds([moment]) == [nil])
    }
}

import Report

/// What a suite adds to what was measured: cases that models give and no clock, with what follows from them.
public struct ModelledCases {
    /// In the order of the report.
    public var cases: [Report.Case] = []
    /// Of these cases.
    public var comparisons: [Report.Comparison] = []
    /// From these cases.
    public var findings: [Report.Finding] = []
    /// From these cases.
    public var series: [Report.Series] = []

    /// Nothing.
    public init() {}
}

/// The labels of a trace's marks, numbered as they come.
struct MarkLabels {
    /// By their numbers less 1.
    private(set) var labels: [String] = []
    private var numbers: [String: Int] = [:]
    /// The label that came last, which most lines repeat.
    private var last: (bytes: [UInt8], number: Int) = ([], 0)

    /// A label's number; 0 for a line without one.
    mutating func number(of label: UnsafeRawBufferPointer) -> Int {
        if label.elementsEqual(last.bytes) { return last.number }
        let text = String(decoding: label, as: UTF8.self)
        let number = text.isEmpty ? 0 : numbers[text] ?? labels.count + 1
        if number > labels.count {
            labels.append(text)
            numbers[text] = number
        }
        last = (Array(label), number)
        return number
    }
}

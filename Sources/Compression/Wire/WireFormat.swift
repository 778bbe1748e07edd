/// How the elements of a message are written; the numbers of `wire-format.md`.
public enum WireFormat: UInt8, Sendable, CaseIterable {
    case fp32 = 1
    case fp16, bf16, int8, sign, scaledSign, twoValues, qsgd, ternary, natural, sparse, random, lowRank, parts
}

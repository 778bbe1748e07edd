/// The logistic function of an 8-bit logit as an 8-bit score, from a table: as TensorFlow Lite for Microcontrollers
/// does it, with its scales, 1/16 for z and 1/256 for p.
public enum LogisticTable {
    /// Bytes of the table: its entries, and the 0 that ends a literal.
    @inlinable public static var byteCount: Int { 257 }

    /// σ(z) rounded to the nearest, at most 255.
    ///
    /// - Parameter logit: z in units of 1/16.
    /// - Returns: p in units of 1/256.
    @inlinable @inline(__always)
    public static func sigmoid(_ logit: Int8) -> UInt8 {
        // The highest bit says whether p is a half or more, as z is 0 or more.
        lowBits.utf8Start[Int(logit) &+ 128] | (~UInt8(bitPattern: logit) & 0x80)
    }

    /// The low seven bits of 256·σ(z), computed with 40 digits and rounded to the nearest, for z from −8 in steps of
    /// 1/16; a unit of z a line. As ASCII these are bytes of the program, where an array would have to be made.
    @inlinable static var lowBits: StaticString {
        """
        \u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\
        \u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}\u{01}\u{01}\u{01}\
        \u{01}\u{01}\u{01}\u{01}\u{01}\u{01}\u{01}\u{01}\u{01}\u{01}\u{01}\u{01}\u{01}\u{01}\u{02}\u{02}\
        \u{02}\u{02}\u{02}\u{02}\u{02}\u{02}\u{02}\u{03}\u{03}\u{03}\u{03}\u{03}\u{04}\u{04}\u{04}\u{04}\
        \u{05}\u{05}\u{05}\u{06}\u{06}\u{06}\u{07}\u{07}\u{08}\u{08}\u{08}\u{09}\u{0A}\u{0A}\u{0B}\u{0B}\
        \u{0C}\u{0D}\u{0E}\u{0F}\u{0F}\u{10}\u{11}\u{12}\u{13}\u{15}\u{16}\u{17}\u{18}\u{1A}\u{1B}\u{1D}\
        \u{1F}\u{20}\u{22}\u{24}\u{26}\u{28}\u{2A}\u{2C}\u{2F}\u{31}\u{34}\u{36}\u{39}\u{3C}\u{3F}\u{42}\
        \u{45}\u{48}\u{4B}\u{4F}\u{52}\u{56}\u{59}\u{5D}\u{61}\u{64}\u{68}\u{6C}\u{70}\u{74}\u{78}\u{7C}\
        \u{00}\u{04}\u{08}\u{0C}\u{10}\u{14}\u{18}\u{1C}\u{1F}\u{23}\u{27}\u{2A}\u{2E}\u{31}\u{35}\u{38}\
        \u{3B}\u{3E}\u{41}\u{44}\u{47}\u{4A}\u{4C}\u{4F}\u{51}\u{54}\u{56}\u{58}\u{5A}\u{5C}\u{5E}\u{60}\
        \u{61}\u{63}\u{65}\u{66}\u{68}\u{69}\u{6A}\u{6B}\u{6D}\u{6E}\u{6F}\u{70}\u{71}\u{71}\u{72}\u{73}\
        \u{74}\u{75}\u{75}\u{76}\u{76}\u{77}\u{78}\u{78}\u{78}\u{79}\u{79}\u{7A}\u{7A}\u{7A}\u{7B}\u{7B}\
        \u{7B}\u{7C}\u{7C}\u{7C}\u{7C}\u{7D}\u{7D}\u{7D}\u{7D}\u{7D}\u{7E}\u{7E}\u{7E}\u{7E}\u{7E}\u{7E}\
        \u{7E}\u{7E}\u{7E}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\
        \u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\
        \u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}
        """
    }
}

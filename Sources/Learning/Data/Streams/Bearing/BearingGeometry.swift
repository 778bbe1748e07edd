import RealModule

/// A rolling bearing with a fixed outer and a turning inner ring, as its kinematics need it.
public struct BearingGeometry: Equatable, Sendable {
    /// Number of balls.
    public var balls: Int
    /// Diameter of a ball by that of the circle of their centres.
    public var ratio: Double
    /// Contact angle in radians.
    public var contactAngle: Double

    /// Memberwise.
    public init(balls: Int, ratio: Double, contactAngle: Double) {
        self.balls = balls
        self.ratio = ratio
        self.contactAngle = contactAngle
    }

    /// SKF 6205-2RS JEM, the drive-end bearing of the Case Western Reserve University Bearing Data Center: 9 balls of
    /// 0.3126 in on a circle of 1.537 in.
    public static let skf6205 = BearingGeometry(balls: 9, ratio: 0.3126 / 1.537, contactAngle: 0)

    // Frequencies by that of the shaft, without slip; P. D. McFadden, J. D. Smith, "Model for the vibration produced by
    // a single point defect in a rolling element bearing", Journal of Sound and Vibration 96(1), 1984.

    /// Balls that pass a point of the outer race in a turn of the shaft (BPFO): n/2·(1 − d/D·cos φ).
    public var outerRace: Double { Double(balls) / 2 * (1 - ratio * .cos(contactAngle)) }

    /// Balls that pass a point of the inner race in a turn of the shaft (BPFI): n/2·(1 + d/D·cos φ).
    public var innerRace: Double { Double(balls) / 2 * (1 + ratio * .cos(contactAngle)) }

    /// Turns of a ball about its own axis in a turn of the shaft (BSF): D/2d·(1 − (d/D·cos φ)²). A defect of a ball
    /// meets both races in a turn of the ball, so that its impacts come at twice this frequency.
    public var ballSpin: Double {
        let cosine = ratio * .cos(contactAngle)
        return (1 - cosine * cosine) / (2 * ratio)
    }

    /// Turns of the cage in a turn of the shaft (FTF): ½·(1 − d/D·cos φ).
    public var cage: Double { (1 - ratio * .cos(contactAngle)) / 2 }
}

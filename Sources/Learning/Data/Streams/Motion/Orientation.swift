import RealModule

/// Accelerations along the body's axes, in g.
struct BodyAcceleration: Equatable, Sendable {
    /// Upwards along the trunk.
    var vertical: Double
    /// To the left.
    var lateral: Double
    /// Forwards.
    var forward: Double
}

/// How a frame stands in another: tilted forwards, then sideways, then turned about its own vertical; in radians.
struct Orientation: Equatable, Sendable {
    /// Forward tilt, in the plane of vertical and forward.
    var pitch: Double
    /// Sideways tilt, in the plane of vertical and lateral.
    var roll: Double
    /// Turn, in the plane of lateral and forward.
    var yaw: Double

    /// A vector of the outer frame as the turned one has it.
    func turned(_ outer: BodyAcceleration) -> BodyAcceleration {
        var vector = outer
        Self.rotate(&vector.vertical, &vector.forward, by: pitch)
        Self.rotate(&vector.vertical, &vector.lateral, by: roll)
        Self.rotate(&vector.lateral, &vector.forward, by: yaw)
        return vector
    }

    private static func rotate(_ first: inout Double, _ second: inout Double, by angle: Double) {
        (first, second) = (
            .cos(angle) * first + .sin(angle) * second, .cos(angle) * second - .sin(angle) * first
        )
    }
}

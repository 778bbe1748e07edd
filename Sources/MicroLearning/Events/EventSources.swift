/// All sources.
public enum EventSources {
    /// In the order of reports.
    public static let all: [any EventSource] = [
        ListenerSource(), SensorSource<ArmWear>(), SensorSource<HeartRate>(), SensorSource<SoilMoisture>(),
        SensorSource<FlightRange>(),
    ]

    /// The source of a name.
    /// - Throws: ``MicroLearningError/unknownSource(_:known:)``.
    public static func named(_ name: String) throws(MicroLearningError) -> any EventSource {
        guard let source = all.first(where: { $0.name == name }) else {
            throw .unknownSource(name, known: all.map(\.name))
        }
        return source
    }
}

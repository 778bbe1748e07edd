import MicroUpdate
import Testing

@Suite struct ModelShapeTests {
    @Test func thePlaylistHas42Parameters() {
        let parts = ModelShape.breakdown
        #expect([parts.mood, parts.history, parts.skip, parts.timeOfDay, parts.scoring] == [10, 4, 4, 6, 18])
        #expect(parts.total == 42)
        #expect(ModelShape.playlist.parameters == parts.total)
        #expect(ModelShape.playlist.features == parts.mood + parts.history + parts.skip)
        #expect(ModelShape.playlist.features == parts.scoring)
        #expect(ModelShape.playlist.contexts == parts.timeOfDay)
    }

    @Test func otherShapesCountToo() {
        #expect(ModelShape(features: 0, contexts: 1).parameters == 1)
        #expect(ModelShape(features: 7, contexts: 3).parameters == 17)
    }
}

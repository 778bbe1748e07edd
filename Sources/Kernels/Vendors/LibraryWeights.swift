/// A library's own objects for packed weights: one for each buffer they were packed into, which begins with the
/// object's address. Packing again into a buffer finds the object that was made for it.
struct LibraryWeights {
    private var objects: [UnsafeMutableRawPointer: OpaquePointer] = [:]

    /// The object of a buffer, made where there is none; nil where it cannot be made, which `object(of:)` will find.
    mutating func object(at destination: UnsafeMutableRawPointer, make: () -> OpaquePointer?) -> OpaquePointer? {
        let object = objects[destination] ?? make()
        objects[destination] = object
        destination.storeBytes(of: object, as: OpaquePointer?.self)
        return object
    }

    /// The object of a packed buffer.
    @inline(__always)
    static func object(of packed: UnsafeRawPointer) -> OpaquePointer? {
        packed.load(as: OpaquePointer?.self)
    }

    /// Hands all objects to `free`.
    mutating func removeAll(_ free: (OpaquePointer) -> Void) {
        for object in objects.values { free(object) }
        objects = [:]
    }
}

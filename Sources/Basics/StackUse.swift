import CThreads

/// How much stack a call takes.
public enum StackUse {
    /// Bytes of stack that `call` takes on a thread of its own, beyond those of one that does nothing; nil where no such thread
    /// can be made. It is called three times, one after the other, and must take less than 1 MiB.
    public static func bytes(in call: () -> Void) -> Int? {
        withoutActuallyEscaping(call) { call in
            var call = call
            let used = withUnsafeMutablePointer(to: &call) { place in
                cthreads_stack_use({ $0?.assumingMemoryBound(to: (() -> Void).self).pointee() }, place)
            }
            return used < 0 ? nil : used
        }
    }
}

import CKernels

extension RunLayout {
    /// Brings images of the usual layout (example after example, rows, columns, channels last) into this one. The border
    /// stays as it is: a buffer begins as zeros.
    /// - Parameters:
    ///   - images: batch × height × width × channels floats.
    ///   - runs: ``count`` floats.
    public func fill(
        _ runs: UnsafeMutablePointer<Float>, from images: UnsafePointer<Float>, with kernels: SparseKernels
    ) {
        let transpose = kernels.transpose
        forEachMatrix { matrix in
            transpose(
                Int64(matrix.rows), Int64(channels), images + matrix.image, Int64(matrix.imagePitch),
                runs + matrix.run, Int64(channelPitch))
        }
    }

    /// The way back.
    public func read(
        _ runs: UnsafePointer<Float>, into images: UnsafeMutablePointer<Float>, with kernels: SparseKernels
    ) {
        let transpose = kernels.transpose
        forEachMatrix { matrix in
            transpose(
                Int64(channels), Int64(matrix.rows), runs + matrix.run, Int64(channelPitch), images + matrix.image,
                Int64(matrix.imagePitch))
        }
    }

    /// Elements × channels of the images that are channels × elements here.
    private struct Matrix {
        var rows: Int
        /// Where it begins among the images, and from row to row.
        var image, imagePitch: Int
        var run: Int
    }

    private func forEachMatrix(_ body: (Matrix) -> Void) {
        for row in 0..<height {
            if batch == 1 {
                body(
                    Matrix(
                        rows: width, image: row * width * channels, imagePitch: channels,
                        run: offset(channel: 0, row: row)))
                continue
            }
            for column in 0..<width {
                body(
                    Matrix(
                        rows: batch, image: (row * width + column) * channels, imagePitch: height * width * channels,
                        run: offset(channel: 0, row: row, column: column)))
            }
        }
    }
}

extension LayerShape {
    /// Walks over the operands of one output pixel by the layer's definition, padding left out. Calls `body`
    /// with the index of an input element and the row of the weights that it meets: that element times the whole
    /// row, or for a depthwise layer the elements from there on times the row, channel by channel.
    @inline(__always)
    public func forEachOperand(
        of pixel: Int, _ body: (_ input: Int, _ weightRow: Int, _ isChannelwise: Bool) -> Void
    ) {
        let c = asConvolution
        let depth = isChannelwise ? 1 : c.inputChannels
        let top = pixel / c.outputWidth * c.strideHeight - c.paddingTop
        let left = pixel % c.outputWidth * c.strideWidth - c.paddingLeft
        let isChannelwise = isChannelwise
        forEachTap(c, top: top, left: left) { first, tap in
            if isChannelwise {
                body(first, tap, true)
            } else {
                for k in 0..<depth { body(first + k, tap * depth + k, false) }
            }
        }
    }
}

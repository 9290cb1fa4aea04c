// Where the window has a single position, on the whole image, a group's images are a matrix as they lie, a row for
// each: the convolution and its gradients are the three products of a linear layer.
extension ConvolutionJob {
  /// Computes the target if the window covers the images; false, with nothing done, where it does not.
  func runWhole() -> Bool {
    guard shape.coversImages, shape.batch > 0 else { return false }
    let (depth, outputs) = (shape.depth, shape.outputs)
    for group in 0..<shape.groups {
      let x = MatrixView<Element>(
        UnsafePointer(images + group * depth), rows: shape.batch, columns: depth,
        rowStride: shape.groups * depth, columnStride: 1)
      let y = MatrixView<Element>(
        UnsafePointer(results + group * outputs), rows: shape.batch, columns: outputs,
        rowStride: shape.groups * outputs, columnStride: 1)
      let w = matrix(weight + group * outputs * depth, outputs, depth)
      switch target {
      case .results:
        Element.multiply(
          x, w.transposed, into: results + group * outputs, leading: shape.groups * outputs,
          accumulating: false, epilogue: BLAS.Epilogue(bias: bias.map { $0 + group * outputs }))
      case .images:
        fillWithBias(group)
        Element.multiply(
          y, w, into: images + group * depth, leading: shape.groups * depth,
          accumulating: bias != nil, epilogue: BLAS.Epilogue())
      case .weight:
        Element.multiply(
          y.transposed, x, into: weight + group * outputs * depth, leading: depth,
          accumulating: false, epilogue: BLAS.Epilogue())
      }
    }
    return true
  }

  /// Writes the bias of its channel to every element of a group's images, if there is one.
  private func fillWithBias(_ group: Int) {
    guard let bias else { return }
    for image in 0..<shape.batch {
      for channel in 0..<shape.channels {
        Element.fill(
          count: shape.pixels, Double(bias[group * shape.channels + channel]),
          into: images + shape.plane(image, group, channel))
      }
    }
  }
}

internal import KagamiKernels

extension ReferenceBackend {
  package func convolution(
    _ x: Operand, _ weight: Operand, bias: Operand?, _ geometry: ConvolutionGeometry,
    into target: Operand
  ) {
    contract(x, weight, target, geometry, for: .results, bias: bias)
  }

  package func convolutionTranspose(
    _ gradient: Operand, _ weight: Operand, bias: Operand?, _ geometry: ConvolutionGeometry,
    into target: Operand
  ) {
    contract(target, weight, gradient, geometry, for: .images, bias: bias)
  }

  package func convolutionWeight(
    _ x: Operand, _ gradient: Operand, _ geometry: ConvolutionGeometry, into target: Operand
  ) {
    contract(x, target, gradient, geometry, for: .weight)
  }

  /// Sums the products of two of a convolution's three tensors into the third, in double precision.
  ///
  /// Results are such sums of images and weight; what goes to images or weight are gradients, from that of the
  /// results. To each channel of results or images an element of `bias` is added.
  private func contract(
    _ x: Operand, _ weight: Operand, _ result: Operand, _ geometry: ConvolutionGeometry,
    for target: ConvolutionTarget, bias: Operand? = nil
  ) {
    func run<T: TensorElement>(_: T.Type) {
      let images = x.typed(T.self)
      let (factors, results) = (weight.typed(T.self), result.typed(T.self))
      let (to, shape) =
        switch target {
        case .results: (results, result.shape)
        case .images: (images, x.shape)
        case .weight: (factors, weight.shape)
        }
      var sums = [Double](repeating: 0, count: shape.elementCount)
      forEachProduct(x, weight, result, geometry) { i, j, k in
        switch target {
        case .results: sums[k] += images[i].asDouble * factors[j].asDouble
        case .images: sums[i] += results[k].asDouble * factors[j].asDouble
        case .weight: sums[j] += images[i].asDouble * results[k].asDouble
        }
      }
      let step = bias?.strides[0] ?? 0
      Positions.forEach(in: shape, shape.contiguousStrides, [0, step, 0, 0]) { t, b, _, _ in
        let summand = bias?.typed(T.self)[b].asDouble ?? 0
        to[t] = T(converting: sums[t] + summand)
      }
    }
    run(x.dtype.element)
  }

  /// Calls `body` with the offsets of each image's element, the weight's that it is multiplied by, and the
  /// result's that the product belongs to.
  private func forEachProduct(
    _ x: Operand, _ weight: Operand, _ result: Operand, _ geometry: ConvolutionGeometry,
    _ body: (_ x: Int, _ weight: Int, _ result: Int) -> Void
  ) {
    let (a, b, c) = (x.strides, weight.strides, result.strides)
    let outputs = result.shape[1] / geometry.groups
    let (channels, window) = (weight.shape[1], geometry.window)
    Positions.forEach(in: result.shape, [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]) {
      n, o, row, column in
      let k = n * c[0] + o * c[1] + row * c[2] + column * c[3]
      for i in window.rows.elements(at: row, over: x.shape[2]) {
        for j in window.columns.elements(at: column, over: x.shape[3]) {
          let y = window.rows.place(of: i, at: row) * a[2]
          let z = window.columns.place(of: j, at: column) * a[3]
          for channel in 0..<channels {
            let source = o / outputs * channels + channel
            body(
              n * a[0] + source * a[1] + y + z,
              o * b[0] + channel * b[1] + i * b[2] + j * b[3], k)
          }
        }
      }
    }
  }
}

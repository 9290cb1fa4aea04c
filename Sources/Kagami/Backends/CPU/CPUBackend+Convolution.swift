internal import KagamiKernels

extension CPUBackend {
  package func convolution(
    _ x: Operand, _ weight: Operand, bias: Operand?, _ geometry: ConvolutionGeometry,
    into target: Operand
  ) {
    guard let element = target.dtype.kernelElement else {
      return plain.convolution(x, weight, bias: bias, geometry, into: target)
    }
    run(.results, x, weight, target, bias: bias, geometry, as: element)
  }

  package func convolutionTranspose(
    _ gradient: Operand, _ weight: Operand, bias: Operand?, _ geometry: ConvolutionGeometry,
    into target: Operand
  ) {
    guard let element = target.dtype.kernelElement else {
      return plain.convolutionTranspose(gradient, weight, bias: bias, geometry, into: target)
    }
    run(.images, target, weight, gradient, bias: bias, geometry, as: element)
  }

  package func convolutionWeight(
    _ x: Operand, _ gradient: Operand, _ geometry: ConvolutionGeometry, into target: Operand
  ) {
    guard let element = target.dtype.kernelElement else {
      return plain.convolutionWeight(x, gradient, geometry, into: target)
    }
    run(.weight, x, target, gradient, geometry, as: element)
  }

  private func run<T: CPUElement>(
    _ target: ConvolutionTarget, _ images: Operand, _ weight: Operand, _ results: Operand,
    bias: Operand? = nil, _ geometry: ConvolutionGeometry, as _: T.Type
  ) {
    let shape = ConvolutionShape(
      window: geometry.window, groups: geometry.groups, images: Array(images.shape),
      results: Array(results.shape))
    withRowMajor(images) { images in
      withRowMajor(weight) { weight in
        withRowMajor(results) { results in
          func job(_ bias: Operand?) -> ConvolutionJob<T> {
            ConvolutionJob(
              target, shape, images: images.typed(T.self), weight: weight.typed(T.self),
              results: results.typed(T.self), bias: bias.map { UnsafePointer($0.typed(T.self)) })
          }
          guard let bias else { return T.convolve(job(nil)) }
          withRowMajor(bias) { T.convolve(job($0)) }
        }
      }
    }
  }
}

internal import KagamiKernels

/// p in place of NaN, q in place of ∞ and −q in place of −∞, elementwise; their gradients are 0.
struct NaNToNum: ElementwiseOperation {
  let function = UnaryFunction.nanToNum
  let p: Double
  let q: Double

  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { .where(x.isFinite(), g, 0) }
}

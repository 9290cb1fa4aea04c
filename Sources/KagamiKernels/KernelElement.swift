package import CKernels

/// A floating-point type with vector kernels: `Float` and `Double`.
///
/// Counts and strides are in elements. Outputs are contiguous unless a stride is named for them,
/// and may be the same memory as an input of the same stride. Numbers that a kernel takes are rounded
/// from `Double` to the type.
package protocol KernelElement: BinaryFloatingPoint, BitwiseCopyable, Sendable {
  /// The type's position in the tables of CKernels.
  static var code: ElementCode { get }

  /// The type's BLAS routines.
  static var blas: BLASRoutines<Self> { get }

  /// A product by kernels of our own where they are known to be faster than BLAS; false, with
  /// nothing done, elsewhere.
  static func multiplySkinny(
    _ a: MatrixView<Self>, _ b: MatrixView<Self>, into c: UnsafeMutablePointer<Self>,
    leading: Int, accumulating: Bool, epilogue: BLAS.Epilogue<Self>
  ) -> Bool

  /// `BLAS.multiply`, compiled for this type.
  static func multiply(
    _ a: MatrixView<Self>, _ b: MatrixView<Self>, into c: UnsafeMutablePointer<Self>, leading: Int,
    accumulating: Bool, epilogue: BLAS.Epilogue<Self>)

  /// A convolution or one of its gradients, compiled for this type.
  static func convolve(_ job: ConvolutionJob<Self>)
}

extension KernelElement {
  /// None.
  package static func multiplySkinny(
    _ a: MatrixView<Self>, _ b: MatrixView<Self>, into c: UnsafeMutablePointer<Self>,
    leading: Int, accumulating: Bool, epilogue: BLAS.Epilogue<Self>
  ) -> Bool { false }
}

extension Float: KernelElement {
  package static var code: ElementCode { .float32 }

  package static func multiply(
    _ a: MatrixView<Float>, _ b: MatrixView<Float>, into c: UnsafeMutablePointer<Float>,
    leading: Int, accumulating: Bool, epilogue: BLAS.Epilogue<Float>
  ) {
    BLAS.multiply(a, b, into: c, leading: leading, accumulating: accumulating, epilogue: epilogue)
  }

  package static func convolve(_ job: ConvolutionJob<Float>) {
    if let direct = DirectConvolution(job) { return direct.run() }
    if let direct = DirectWeightGradient(job), direct.run() { return }
    job.run()
  }
}

extension Double: KernelElement {
  package static var code: ElementCode { .float64 }

  package static func multiply(
    _ a: MatrixView<Double>, _ b: MatrixView<Double>, into c: UnsafeMutablePointer<Double>,
    leading: Int, accumulating: Bool, epilogue: BLAS.Epilogue<Double>
  ) {
    BLAS.multiply(a, b, into: c, leading: leading, accumulating: accumulating, epilogue: epilogue)
  }

  package static func convolve(_ job: ConvolutionJob<Double>) { job.run() }
}

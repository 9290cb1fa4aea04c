internal import CKernels

/// Box and Muller's transform in PyTorch's block form.
package enum NormalKernel {
  /// Turns blocks of 16 uniforms in [0, 1) into normals; `x[j]` and `x[j + 8]` of a block are a pair.
  package static func boxMuller(
    _ x: UnsafeMutablePointer<Float>, blocks: Int, mean: Float, std: Float
  ) {
    kg_box_muller_f32(blocks, mean, std, x)
  }

  /// Scales `x[i]` to `x[i] · factor + summand`, rounded once.
  package static func scale(
    _ x: UnsafeMutablePointer<Float>, count: Int, by factor: Float, plus summand: Float
  ) {
    kg_scale_f32(count, factor, summand, x)
  }
}

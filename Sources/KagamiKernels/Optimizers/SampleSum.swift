internal import CKernels

/// A weight's gradient as the sum of a few samples' products of a column by a row: little enough to be
/// computed in registers, wherever a number of it is read.
package struct SampleSum {
  /// Each sample's gradient of the layer's outputs: a number for each row.
  let gradients: [UnsafePointer<Float>?]
  /// Each sample's input of the layer: a number for each column.
  let inputs: [UnsafePointer<Float>?]
  let columns: Int
  /// Samples of each of two products, whose sums are added; 0 where all are added one after another.
  let split: Int

  /// The sum of these products, if it has the bits of the products formed one after another and rows
  /// of whole vectors; nil otherwise.
  init?(_ products: [GradientSweep.Product], columns: Int) {
    let samples = products.reduce(0) { $0 + $1.batch }
    // A product of several samples is added up before it is added to what came earlier.
    let areHalves =
      products.count == 2 && products[0].batch > 1 && products[0].batch == products[1].batch
    guard products.count == 1 || products.count == samples || areHalves,
      (1...Int(KG_SAMPLES)).contains(samples), columns == SkinnyProduct.padded(columns)
    else { return nil }
    split = areHalves ? products[0].batch : 0
    gradients = products.flatMap { product in
      (0..<product.batch).map { product.gradient + $0 * product.gradientLeading }
    }
    inputs = products.flatMap { product in
      (0..<product.batch).map { product.input + $0 * product.inputLeading }
    }
    self.columns = columns
  }
}

extension Float {
  /// One Adam step over whole rows of a weight, whose gradient is formed in registers.
  ///
  /// - Parameter elements: Those of the weight at which the memory begins and ends.
  package static func adam(
    elements: Range<Int>, gradient: SampleSum, weight: UnsafeMutablePointer<Float>,
    mean: UnsafeMutablePointer<Float>, square: UnsafeMutablePointer<Float>,
    _ constants: AdamConstants
  ) {
    let columns = gradient.columns
    kg_adam_samples_f32(
      elements.lowerBound / columns, elements.count / columns, columns, gradient.inputs.count,
      gradient.split,
      gradient.gradients, gradient.inputs, weight, mean, square, Float(1 - constants.beta1),
      Float(constants.beta2), Float(1 - constants.beta2), Float(constants.decay),
      Float(constants.step), Float(constants.root), Float(constants.epsilon), Float(constants.sign))
  }
}

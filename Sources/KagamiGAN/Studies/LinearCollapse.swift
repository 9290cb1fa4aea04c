internal import Kagami
internal import KagamiNN

/// What linear layers without functions between them come to: one matrix.
struct LinearCollapse: Codable, Sendable {
  /// The singular values of the product of the weights, falling.
  let singularValues: [Double]
  /// How many of them are above `max(m, n)·ε` of the largest, with the ε of float32: the numerical rank.
  let rank: Int
  /// The largest difference between the layers' outputs and the one matrix's, in units of the largest
  /// output.
  let difference: Double

  /// - Parameters:
  ///   - layers: Linear layers in order.
  ///   - noise: `[n, inFeatures]`
  init(_ layers: [Linear], on noise: Tensor) throws(LinearAlgebraError) {
    let x = noise.to(.float64)
    var (product, shift): (Tensor?, Tensor?) = (nil, nil)
    var output = noise
    for layer in layers {
      let weight = layer.weight.value.detach().to(.float64)
      let bias = (layer.bias?.value ?? Tensor.zeros([weight.shape[0]])).detach().to(.float64)
      shift = shift.map { weight.matmul($0) + bias } ?? bias
      product = product.map { weight.matmul($0) } ?? weight
      output = noGrad { layer(output) }
    }
    guard let product, let shift else {
      misuse("LinearCollapse", "there are no layers", hint: "use one or more")
    }
    singularValues = try product.svdvals().array(of: Double.self)
    let floor =
      Double(product.shape.max() ?? 1) * Double(Float.ulpOfOne) * (singularValues.first ?? 0)
    rank = singularValues.count { $0 > floor }
    let direct = x.matmul(product.transpose()) + shift
    let miss = (direct - output.to(.float64)).abs().amax().item()
    difference = miss / direct.abs().amax().item()
  }
}

internal import Kagami

/// The inputs of two runs, whose batches are of different sizes and whose elements differ.
struct ExampleInputs {
  let first: [Tensor]
  let second: [Tensor]
  let batches: (Int, Int)

  init(_ inputs: [Tensor], batchAxis: Int?) throws(ONNXError) {
    if inputs.isEmpty { throw .invalid("there are no inputs, expected at least one example") }
    if let batchAxis, batchAxis < 0 {
      throw .invalid("batchAxis is \(batchAxis), expected one that counts from the front")
    }
    guard let axis = batchAxis else {
      (first, second) = (inputs, inputs.map(Self.varied))
      batches = (1, 2)
      return
    }
    let extents = Set(inputs.compactMap { $0.rank > axis ? $0.shape[axis] : nil })
    guard let extent = extents.first, extents.count == 1, extent > 0 else {
      throw .invalid(
        "inputs of \(inputs.map { "\($0.shape)" }.joined(separator: ", ")) have no common batch along "
          + "axis \(axis), expected one extent of 1 or more, or batchAxis: nil")
    }
    // Extents of 1 would be taken for ones that broadcast.
    batches = (Swift.max(extent, 2), Swift.max(extent, 2) + 1)
    let sizes = batches
    first = inputs.map { Self.resized($0, axis, to: sizes.0) }
    second = inputs.map { Self.varied(Self.resized($0, axis, to: sizes.1)) }
  }

  private static func resized(_ x: Tensor, _ axis: Int, to size: Int) -> Tensor {
    guard x.rank > axis, x.shape[axis] != size else { return x.detach() }
    let rows = (0..<size).map { $0 % x.shape[axis] }
    return x.detach().indexSelect(axis: axis, Tensor(rows, shape: [size], device: x.device))
  }

  /// Other elements, which stay between the least and the largest number that those of [0, 1] may be.
  private static func varied(_ x: Tensor) -> Tensor {
    x.dtype.isFloatingPoint ? x.detach() * 0.75 + 0.125 : x.detach()
  }
}

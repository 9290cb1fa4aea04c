/// Derivatives without gradients, for gradients to be compared with.
package enum CentralDifferences {
  /// The derivatives of a function's outputs by each element of each input, `(f(x + h) − f(x − h)) / 2h`.
  ///
  /// Two calls for each element; an input that is varied requires a gradient where it did.
  ///
  /// - Parameters:
  ///   - function: Its outputs must have as many elements at every point.
  ///   - inputs: The point, in float64.
  ///   - step: `h`.
  /// - Returns: By input and its element, the derivative of each output's elements in row-major order.
  package static func columns(
    of function: ([Tensor]) -> [Tensor], at inputs: [Tensor], step: Double
  ) -> [[[[Double]]]] {
    inputs.indices.map { index in
      let input = inputs[index]
      let values = input.array(of: Double.self)
      return values.indices.map { position in
        func outputs(_ shift: Double) -> [[Double]] {
          var moved = values
          moved[position] += shift
          var all = inputs
          all[index] = Tensor(
            moved, shape: input.shape, dtype: .float64, device: input.device,
            requiresGrad: input.requiresGrad)
          return function(all).map { $0.array(of: Double.self) }
        }
        return zip(outputs(step), outputs(-step)).map { above, below in
          zip(above, below).map { ($0 - $1) / (2 * step) }
        }
      }
    }
  }
}

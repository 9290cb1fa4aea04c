import Foundation
import Kagami

/// A tensor on its way between the two sides.
struct TensorRecord: Codable, Sendable {
  /// What it is, for results.
  var name: String?
  var dtype: String
  var shape: [Int]
  /// Little-endian bytes in row-major order, as base64.
  var data: String
  var requiresGrad: Bool?

  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  init(_ tensor: Tensor, name: String) {
    self.name = name
    dtype = tensor.dtype.rawValue
    shape = Array(tensor.shape)
    data = Data(tensor.bytes).base64EncodedString()
    requiresGrad = tensor.requiresGrad
  }

  /// The tensor, row-major, a constant.
  func tensor() throws -> Tensor {
    guard let type = DType(rawValue: dtype), let bytes = Data(base64Encoded: data),
      bytes.count == shape.reduce(type.byteCount, *)
    else { throw Malformed(description: "malformed tensor of \(shape)") }
    return Tensor(bytes: Array(bytes)[...], shape: Shape(shape), dtype: type)
  }
}

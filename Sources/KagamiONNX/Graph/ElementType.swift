internal import Kagami

extension DType {
  /// The number of the type in tensors of the format.
  ///
  /// Source: <https://onnx.ai/onnx/repo-docs/IR.html>.
  var onnxNumber: Int {
    switch self {
    case .float32: 1
    case .uint8: 2
    case .int8: 3
    case .int16: 5
    case .int32: 6
    case .int64: 7
    case .bool: 9
    case .float16: 10
    case .float64: 11
    case .bfloat16: 16
    }
  }
}

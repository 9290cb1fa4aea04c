internal import Kagami

/// The element types of PyTorch, by the names of its dtypes.
enum TorchElement: String, CaseIterable {
  case bool
  case uint8
  case int8
  case int16
  case int32
  case int64
  case float16
  case bfloat16
  case float32
  case float64
  case complex64
  case complex128
  case quint8
  case qint8
  case qint32
  case quint4x2
  case quint2x4
  case uint16
  case uint32
  case uint64
  case complex32
  case float8E4M3FN = "float8_e4m3fn"
  case float8E4M3FNUZ = "float8_e4m3fnuz"
  case float8E5M2 = "float8_e5m2"
  case float8E5M2FNUZ = "float8_e5m2fnuz"
  case float8E8M0FNU = "float8_e8m0fnu"
  case float4E2M1FNX2 = "float4_e2m1fn_x2"
  /// Bytes of a storage whose tensors each say what they are of.
  case untyped

  /// The type of the same name in PyTorch, where every type of Kagami is.
  init(_ dtype: DType) {
    switch dtype {
    case .bool: self = .bool
    case .uint8: self = .uint8
    case .int8: self = .int8
    case .int16: self = .int16
    case .int32: self = .int32
    case .int64: self = .int64
    case .float16: self = .float16
    case .bfloat16: self = .bfloat16
    case .float32: self = .float32
    case .float64: self = .float64
    }
  }

  /// The type of the same name here, if there is one.
  var dtype: DType? { DType(rawValue: rawValue) }

  /// Bytes of an element, or of the several that share a byte.
  var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8, .quint8, .qint8, .quint4x2, .quint2x4, .untyped: 1
    case .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ, .float8E8M0FNU: 1
    case .float4E2M1FNX2: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32, .qint32, .complex32: 4
    case .int64, .uint64, .float64, .complex64: 8
    case .complex128: 16
    }
  }

  /// The class of its storages; nil for later types, which are saved in storages of bytes.
  var storage: String? {
    switch self {
    case .bool: "BoolStorage"
    case .uint8: "ByteStorage"
    case .int8: "CharStorage"
    case .int16: "ShortStorage"
    case .int32: "IntStorage"
    case .int64: "LongStorage"
    case .float16: "HalfStorage"
    case .bfloat16: "BFloat16Storage"
    case .float32: "FloatStorage"
    case .float64: "DoubleStorage"
    case .complex64: "ComplexFloatStorage"
    case .complex128: "ComplexDoubleStorage"
    case .quint8: "QUInt8Storage"
    case .qint8: "QInt8Storage"
    case .qint32: "QInt32Storage"
    case .quint4x2: "QUInt4x2Storage"
    case .quint2x4: "QUInt2x4Storage"
    case .untyped: "UntypedStorage"
    case .uint16, .uint32, .uint64, .complex32: nil
    case .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ, .float8E8M0FNU: nil
    case .float4E2M1FNX2: nil
    }
  }
}

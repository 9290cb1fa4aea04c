internal import Kagami

// Functions of single elements.
extension GraphWriter {
  /// Functions that are an operator of their own.
  private static let operators = [
    "negate": "Neg", "abs": "Abs", "sign": "Sign", "exp": "Exp", "log": "Log", "sqrt": "Sqrt",
    "reciprocal": "Reciprocal", "floor": "Floor", "ceil": "Ceil", "round": "Round", "erf": "Erf",
    "sin": "Sin", "cos": "Cos", "tan": "Tan", "asin": "Asin", "acos": "Acos", "atan": "Atan",
    "sinh": "Sinh", "cosh": "Cosh", "asinh": "Asinh", "acosh": "Acosh", "atanh": "Atanh",
    "tanh": "Tanh", "sigmoid": "Sigmoid", "softplus": "Softplus", "relu": "Relu",
  ]

  mutating func elementwise(
    _ function: OperationKind.ElementwiseFunction, _ call: Call
  ) throws(ONNXError) {
    try elementwise(function, call.inputs[0].name, call.inputs[0].dtype, to: call.output, call)
  }

  /// - Parameter call: The operation that the function is of, for messages.
  mutating func elementwise(
    _ function: OperationKind.ElementwiseFunction, _ x: String, _ dtype: DType, to output: String?,
    _ call: Call
  ) throws(ONNXError) {
    if let type = Self.operators[function.name] {
      node(type, [x], to: output)
      return
    }
    switch function.name {
    case "expm1": node("Sub", [node("Exp", [x]), number(1, dtype)], to: output)
    case "log1p": node("Log", [node("Add", [x, number(1, dtype)])], to: output)
    case "log2":
      node("Div", [node("Log", [x]), number(0.693_147_180_559_945_3, dtype)], to: output)
    case "log10":
      node("Div", [node("Log", [x]), number(2.302_585_092_994_045_7, dtype)], to: output)
    case "exp2": node("Pow", [number(2, dtype), x], to: output)
    case "rsqrt": node("Reciprocal", [node("Sqrt", [x])], to: output)
    case "square": node("Mul", [x, x], to: output)
    case "trunc":
      node("Mul", [node("Sign", [x]), node("Floor", [node("Abs", [x])])], to: output)
    case "leakyReLU": node("LeakyRelu", [x], to: output, [.float("alpha", function.p)])
    case "elu": elu(function, x, dtype, to: output)
    case "clamp":
      let bounds = [function.p, function.q].map { bound in
        bound.isNaN || bound.isInfinite ? "" : number(bound, dtype)
      }
      node("Clip", [x] + bounds, to: output)
    default: throw call.unsupported("there is no operator for \(function.name)")
    }
  }

  /// `x > 0 ? q·x : p·expm1(x)`.
  private mutating func elu(
    _ function: OperationKind.ElementwiseFunction, _ x: String, _ dtype: DType, to output: String?
  ) {
    let (p, q) = (function.p, function.q)
    if q == 1 {
      node("Elu", [x], to: output, [.float("alpha", p)])
    } else if q > 0 {
      node("Selu", [x], to: output, [.float("alpha", p / q), .float("gamma", q)])
    } else {
      let low = node("Mul", [node("Sub", [node("Exp", [x]), number(1, dtype)]), number(p, dtype)])
      let isAbove = node("Greater", [x, number(0, dtype)])
      node("Where", [isAbove, node("Mul", [x, number(q, dtype)]), low], to: output)
    }
  }

  /// The same numbers in another type.
  @discardableResult
  mutating func cast(_ x: String, _ dtype: DType, to output: String? = nil) -> String {
    node("Cast", [x], to: output, [.int("to", dtype.onnxNumber)])
  }

  mutating func binary(_ function: String, _ call: Call) throws(ONNXError) {
    let (a, b) = (call.inputs[0].name, call.inputs[1].name)
    let dtype = call.inputs[0].dtype
    let output = call.output
    switch (function, dtype) {
    case ("add", .bool): node("Or", [a, b], to: output)
    case ("multiply", .bool): node("And", [a, b], to: output)
    case ("add", _): node("Add", [a, b], to: output)
    case ("subtract", _): node("Sub", [a, b], to: output)
    case ("multiply", _): node("Mul", [a, b], to: output)
    case ("divide", _): node("Div", [a, b], to: output)
    case ("power", _): node("Pow", [a, b], to: output)
    case ("maximum", _): node("Max", [a, b], to: output)
    case ("minimum", _): node("Min", [a, b], to: output)
    case ("fmod", _): node("Mod", [a, b], to: output, [.int("fmod", 1)])
    case ("remainder", _) where dtype.isFloatingPoint:
      let whole = node("Floor", [node("Div", [a, b])])
      node("Sub", [a, node("Mul", [whole, b])], to: output)
    case ("remainder", _): node("Mod", [a, b], to: output)
    case ("hypot", _):
      node("Sqrt", [node("Add", [node("Mul", [a, a]), node("Mul", [b, b])])], to: output)
    default: throw call.unsupported("there is no operator for \(function) of \(dtype)")
    }
  }

  mutating func comparison(_ function: String, _ call: Call) throws(ONNXError) {
    let names = call.inputs.map(\.name)
    switch function {
    case "equal": node("Equal", names, to: call.output)
    case "notEqual": node("Not", [node("Equal", names)], to: call.output)
    case "less": node("Less", names, to: call.output)
    case "lessEqual": node("LessOrEqual", names, to: call.output)
    case "greater": node("Greater", names, to: call.output)
    case "greaterEqual": node("GreaterOrEqual", names, to: call.output)
    default: throw call.unsupported("there is no operator for \(function)")
    }
  }

  mutating func lerp(_ weight: Double, _ call: Call) {
    let (a, b) = (call.inputs[0].name, call.inputs[1].name)
    let part = node("Mul", [node("Sub", [b, a]), number(weight, call.inputs[0].dtype)])
    node("Add", [a, part], to: call.output)
  }
}

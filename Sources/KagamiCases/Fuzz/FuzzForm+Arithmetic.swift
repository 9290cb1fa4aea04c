import Kagami

extension FuzzForm {
  private static func scalar(
    _ name: String, torch: String,
    _ apply: @escaping @Sendable (Tensor, any TensorScalar) -> Tensor
  ) -> FuzzForm {
    FuzzForm(name, [.any], ["s": .scalar], torch: torch) { inputs, arguments in
      apply(inputs[0], try arguments.scalar("s"))
    }
  }

  static let arithmetic: [FuzzForm] = [
    scalar("add a number", torch: "a + s") { x, s in x + s },
    scalar("add to a number", torch: "s + a") { x, s in s + x },
    scalar("subtract a number", torch: "a - s") { x, s in x - s },
    scalar("subtract from a number", torch: "s - a") { x, s in s - x },
    scalar("multiply by a number", torch: "a * s") { x, s in x * s },
    scalar("divide by a number", torch: "a / s") { x, s in x / s },
    scalar("divide a number", torch: "torch.full_like(real(a), s) / a") { x, s in s / x },
    scalar("power by one number", torch: "a ** s") { x, s in x.pow(s) },
    FuzzForm(
      "clamp", [.any], ["low": .number, "high": .number], torch: "torch.clamp(a, low, high)"
    ) { inputs, arguments in
      inputs[0].clamp(min: try arguments.number("low"), max: try arguments.number("high"))
    },
    FuzzForm("clamp from below", [.any], ["low": .number], torch: "torch.clamp(a, min=low)") {
      inputs, arguments in inputs[0].clamp(min: try arguments.number("low"))
    },
    FuzzForm(
      "leakyReLU", [.any], ["slope": .number], torch: "F.leaky_relu(a, slope)"
    ) { inputs, arguments in
      inputs[0].leakyReLU(negativeSlope: try arguments.number("slope"))
    },
    FuzzForm("elu", [.any], ["alpha": .number], torch: "F.elu(real(a), alpha)") {
      inputs, arguments in
      inputs[0].elu(alpha: try arguments.number("alpha"))
    },
    FuzzForm("sign", torch: "torch.sign(a)") { inputs, _ in inputs[0].sign() },
    FuzzForm("detach", torch: "a.detach()") { inputs, _ in inputs[0].detach() },
    FuzzForm("to", [.any], ["dtype": .dtype], torch: "a.to(dtype)") { inputs, arguments in
      inputs[0].to(try arguments.dtype("dtype"))
    },
  ]

  private static func changing(
    _ name: String, torch: String,
    _ change: @escaping @Sendable (inout Tensor, Tensor) -> Void
  ) -> FuzzForm {
    FuzzForm(inPlace: name, [.any, .partner], torch: torch) { x, others, _ in
      change(&x, others[0])
    }
  }

  private static func changing(
    _ name: String, byNumber torch: String,
    _ change: @escaping @Sendable (inout Tensor, any TensorScalar) -> Void
  ) -> FuzzForm {
    FuzzForm(inPlace: name, [.any], ["s": .scalar], torch: torch) { x, _, arguments in
      if let s = try? arguments.scalar("s") { change(&x, s) }
    }
  }

  static let inPlace: [FuzzForm] = [
    changing("+=", torch: "a += b") { $0 += $1 },
    changing("-=", torch: "a -= b") { $0 -= $1 },
    changing("*=", torch: "a *= b") { $0 *= $1 },
    changing("/=", torch: "a /= b") { $0 /= $1 },
    changing("+= a number", byNumber: "a += s") { x, s in add(s, to: &x) },
    changing("-= a number", byNumber: "a -= s") { x, s in subtract(s, from: &x) },
    changing("*= a number", byNumber: "a *= s") { x, s in multiply(&x, by: s) },
    changing("/= a number", byNumber: "a /= s") { x, s in divide(&x, by: s) },
    FuzzForm(
      inPlace: "assignment to a position", [.any, .filler], ["i": .position], torch: "a[i] = b"
    ) { x, others, arguments in
      x[arguments.optionalInteger("i") ?? 0] = others[0]
    },
    FuzzForm(
      inPlace: "assignment to a stride", [.any, .filler], ["range": .stride],
      torch: "a[range[0]:range[1]:range[2]] = b"
    ) { x, others, arguments in
      let range = arguments.integers("range") ?? []
      x[stride(from: range[0], to: range[1], by: range[2])] = others[0]
    },
  ]

  // An existential opens only in a call of a generic function.
  private static func add(_ s: some TensorScalar, to x: inout Tensor) { x += s }
  private static func subtract(_ s: some TensorScalar, from x: inout Tensor) { x -= s }
  private static func multiply(_ x: inout Tensor, by s: some TensorScalar) { x *= s }
  private static func divide(_ x: inout Tensor, by s: some TensorScalar) { x /= s }

  private static func comparison(
    _ name: String, _ apply: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> FuzzForm {
    FuzzForm("." + name, [.any, .partner], torch: "a \(name) b") { inputs, _ in
      apply(inputs[0], inputs[1])
    }
  }

  static let comparisons: [FuzzForm] = [
    comparison("==") { $0 .== $1 },
    comparison("!=") { $0 .!= $1 },
    comparison("<") { $0 .< $1 },
    comparison("<=") { $0 .<= $1 },
    comparison(">") { $0 .> $1 },
    comparison(">=") { $0 .>= $1 },
    scalar(".== a number", torch: "a == s") { x, s in x .== s },
    scalar(".!= a number", torch: "a != s") { x, s in x .!= s },
    scalar(".< a number", torch: "a < s") { x, s in x .< s },
    scalar(".<= a number", torch: "a <= s") { x, s in x .<= s },
    scalar(".> a number", torch: "a > s") { x, s in x .> s },
    scalar(".>= a number", torch: "a >= s") { x, s in x .>= s },
    FuzzForm(".&&", [.any, .partner], torch: "torch.logical_and(a, b)") { inputs, _ in
      inputs[0] .&& inputs[1]
    },
    FuzzForm(".||", [.any, .partner], torch: "torch.logical_or(a, b)") { inputs, _ in
      inputs[0] .|| inputs[1]
    },
    FuzzForm(".!", torch: "torch.logical_not(a)") { inputs, _ in .!inputs[0] },
  ]
}

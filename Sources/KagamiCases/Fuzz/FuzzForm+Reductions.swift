import Kagami

extension FuzzForm {
  private static func along(
    _ name: String, torch: String,
    _ apply: @escaping @Sendable (Tensor, [Int]?, Bool) -> Tensor
  ) -> FuzzForm {
    FuzzForm(name, [.any], ["axes": .axes, "keep": .flag], torch: torch) { inputs, arguments in
      apply(inputs[0], arguments.integers("axes"), try arguments.flag("keep"))
    }
  }

  static let reductions: [FuzzForm] = [
    along("sum", torch: "a.sum(axes, keepdim=keep)") { $0.sum(axes: $1, keepDims: $2) },
    along("mean", torch: "a.mean(axes, keepdim=keep)") { $0.mean(axes: $1, keepDims: $2) },
    // torch multiplies along one axis or all.
    along("prod", torch: "product(a, axes, keep)") { $0.prod(axes: $1, keepDims: $2) },
    along("amax", torch: "torch.amax(a, axes or (), keepdim=keep)") {
      $0.amax(axes: $1, keepDims: $2)
    },
    along("amin", torch: "torch.amin(a, axes or (), keepdim=keep)") {
      $0.amin(axes: $1, keepDims: $2)
    },
    along(
      "logSumExp",
      torch: "torch.logsumexp(a, tuple(range(a.dim())) if axes is None else axes, keepdim=keep)"
    ) { $0.logSumExp(axes: $1, keepDims: $2) },
    along("var", torch: "real(a).var(axes, keepdim=keep)") { $0.var(axes: $1, keepDims: $2) },
    along("std", torch: "real(a).std(axes, keepdim=keep)") { $0.std(axes: $1, keepDims: $2) },
    FuzzForm("argmax", [.any], ["axis": .axis], torch: "a.argmax(axis)") {
      $0[0].argmax(axis: try $1.integer("axis"))
    },
    FuzzForm(
      "max: values", [.any], ["axis": .axis, "keep": .flag], torch: "a.max(axis, keep).values"
    ) {
      $0[0].max(axis: try $1.integer("axis"), keepDims: try $1.flag("keep")).values
    },
    FuzzForm(
      "max: indices", [.any], ["axis": .axis, "keep": .flag], torch: "a.max(axis, keep).indices"
    ) {
      $0[0].max(axis: try $1.integer("axis"), keepDims: try $1.flag("keep")).indices
    },
    FuzzForm(
      "min: values", [.any], ["axis": .axis, "keep": .flag], torch: "a.min(axis, keep).values"
    ) {
      $0[0].min(axis: try $1.integer("axis"), keepDims: try $1.flag("keep")).values
    },
    FuzzForm("softmax", [.any], ["axis": .axis], torch: "real(a).softmax(axis)") {
      $0[0].softmax(axis: try $1.integer("axis"))
    },
    FuzzForm("logSoftmax", [.any], ["axis": .axis], torch: "real(a).log_softmax(axis)") {
      $0[0].logSoftmax(axis: try $1.integer("axis"))
    },
    FuzzForm(
      "standardize", [.any], ["eps": .positive],
      torch: "F.layer_norm(filled(a), filled(a).shape[-1:], eps=eps)"
    ) { inputs, arguments in
      // Only layers call it, and they have an axis; a tensor without axes gets one.
      let x = inputs[0].rank == 0 ? inputs[0].unsqueeze(axis: 0) : inputs[0]
      return x.standardized([x.rank - 1], eps: try arguments.number("eps")).result
    },
  ]

  static let products: [FuzzForm] = [
    FuzzForm("matmul", [.any, .factor], torch: "a.matmul(b)") { inputs, _ in
      inputs[0].matmul(inputs[1])
    },
    FuzzForm("linear", [.any, .weight, .bias], torch: "F.linear(a, b, c)") { inputs, _ in
      inputs[0].linear(inputs[1], inputs[2])
    },
    FuzzForm("linear without bias", [.any, .weight], torch: "F.linear(a, b)") { inputs, _ in
      inputs[0].linear(inputs[1])
    },
  ]
}

import Kagami

extension FuzzForm {
  static let shapes: [FuzzForm] = [
    FuzzForm("reshape", [.any], ["shape": .reshaping], torch: "a.reshape(shape)") {
      $0[0].reshape($1.shape("shape"))
    },
    FuzzForm(
      "flatten", [.any], ["start": .axis, "end": .axis], torch: "a.flatten(start, end)"
    ) { inputs, arguments in
      inputs[0].flatten(from: try arguments.integer("start"), through: try arguments.integer("end"))
    },
    FuzzForm("unsqueeze", [.any], ["axis": .newAxis], torch: "a.unsqueeze(axis)") {
      $0[0].unsqueeze(axis: try $1.integer("axis"))
    },
    FuzzForm(
      "squeeze", [.any], ["axis": .optionalAxis],
      torch: "a.squeeze() if axis is None else a.squeeze(axis)"
    ) { $0[0].squeeze(axis: $1.optionalInteger("axis")) },
    FuzzForm(
      "transpose", [.any], ["first": .axis, "second": .axis], torch: "a.transpose(first, second)"
    ) { inputs, arguments in
      inputs[0].transpose(try arguments.integer("first"), try arguments.integer("second"))
    },
    FuzzForm("permute", [.any], ["axes": .permutation], torch: "a.permute(axes)") {
      $0[0].permute($1.integers("axes") ?? [])
    },
    FuzzForm("expand", [.any], ["shape": .expansion], torch: "a.expand(shape)") {
      $0[0].expand($1.shape("shape"))
    },
    FuzzForm("index", [.any], ["i": .position], torch: "a[i]") { $0[0][try $1.integer("i")] },
    FuzzForm(
      "index of a column", [.any], ["i": .position], torch: "a.transpose(0, -1)[:, None, i]"
    ) { $0[0].transpose(0, -1)[.all, .newAxis, try $1.integer("i")] },
    FuzzForm(
      "slice", [.any], ["range": .stride], torch: "a[range[0]:range[1]:range[2]]"
    ) { inputs, arguments in
      let range = arguments.integers("range") ?? []
      return inputs[0][stride(from: range[0], to: range[1], by: range[2])]
    },
    FuzzForm(
      "narrow", [.any], ["stretch": .stretch], torch: "a.narrow(*stretch)"
    ) { inputs, arguments in
      let stretch = arguments.integers("stretch") ?? []
      return inputs[0].narrow(axis: stretch[0], start: stretch[1], length: stretch[2])
    },
    FuzzForm(
      "split", [.any], ["size": .positive, "axis": .axis],
      torch: "a.split(int(size) + 1, axis)[-1]"
    ) { inputs, arguments in
      let size = Int(try arguments.number("size")) + 1
      let parts = inputs[0].split(size, axis: try arguments.integer("axis"))
      return parts[parts.count - 1]
    },
    FuzzForm("concatenate", [.any, .same], ["axis": .axis], torch: "torch.cat([a, b], axis)") {
      Tensor.concatenate($0, axis: try $1.integer("axis"))
    },
    FuzzForm("stack", [.any, .same], ["axis": .newAxis], torch: "torch.stack([a, b], axis)") {
      Tensor.stack($0, axis: try $1.integer("axis"))
    },
  ]

  static let selection: [FuzzForm] = [
    FuzzForm(
      "where", [.any, .partner, .partner], torch: "torch.where(a.detach().to(torch.bool), b, c)"
    ) {
      inputs, _ in Tensor.where(inputs[0], inputs[1], inputs[2])
    },
    FuzzForm(
      "where, a number elsewhere", [.any, .partner], ["s": .scalar],
      torch: "torch.where(a.detach().to(torch.bool), b, s)"
    ) { inputs, arguments in
      Tensor.where(inputs[0], inputs[1], try arguments.scalar("s"))
    },
    FuzzForm(
      "indexSelect", [.any, .positions], ["axis": .axis], torch: "a.index_select(axis, b)"
    ) { $0[0].indexSelect(axis: try $1.integer("axis"), $0[1]) },
    FuzzForm("gather", [.any, .places], ["axis": .axis], torch: "a.gather(axis, b)") {
      $0[0].gather(axis: try $1.integer("axis"), $0[1])
    },
  ]

  static let creation: [FuzzForm] = [
    FuzzForm(
      "full", [], ["shape": .shape, "s": .scalar, "dtype": .dtype],
      torch: "torch.full(shape, s, dtype=dtype)"
    ) { _, arguments in
      Tensor.full(
        arguments.shape("shape"), try arguments.scalar("s"), dtype: try arguments.dtype("dtype"))
    },
    FuzzForm(
      "arange", [], ["start": .integer, "end": .integer, "step": .integer],
      torch: "torch.arange(start, end, step)"
    ) { _, arguments in
      Tensor.arange(
        try arguments.integer("start"), try arguments.integer("end"),
        step: try arguments.integer("step"))
    },
    FuzzForm("eye", [], ["size": .integer, "dtype": .dtype], torch: "torch.eye(size, dtype=dtype)")
    {
      Tensor.eye(try $1.integer("size"), dtype: try $1.dtype("dtype"))
    },
    FuzzForm("zeros like", torch: "torch.zeros_like(a)") { inputs, _ in .zeros(like: inputs[0]) },
    FuzzForm("ones like", torch: "torch.ones_like(a)") { inputs, _ in .ones(like: inputs[0]) },
  ]
}

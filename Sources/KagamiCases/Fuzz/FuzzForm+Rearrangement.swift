import Kagami

extension FuzzForm {
  private static func along(
    _ name: String, _ parameters: KeyValuePairs<String, ParameterKind> = [:], torch: String,
    _ apply: @escaping @Sendable (Tensor, FuzzArguments) throws -> Tensor
  ) -> FuzzForm {
    FuzzForm(name, [.any], parameters, torch: torch) { try apply($0[0], $1) }
  }

  /// The same elements in other places, and lines along an axis.
  static let rearrangement: [FuzzForm] = [
    along(
      "flip of axes", ["axes": .axes],
      torch: "torch.flip(a, tuple(range(a.dim())) if axes is None else axes)"
    ) {
      $0.flip(axes: $1.integers("axes"))
    },
    along("roll", ["shift": .integer, "axis": .axis], torch: "torch.roll(a, shift, axis)") {
      $0.roll(try $1.integer("shift"), axis: try $1.integer("axis"))
    },
    along("roll over all axes", ["shift": .integer], torch: "torch.roll(a, shift)") {
      $0.roll(try $1.integer("shift"))
    },
    FuzzForm("tile", [.any], ["times": .pair], torch: "torch.tile(a, times)") {
      $0[0].tile($1.integers("times") ?? [])
    },
    along(
      "repeatInterleave", ["times": .integer, "axis": .optionalAxis],
      torch: "torch.repeat_interleave(a, times, axis)"
    ) { $0.repeatInterleave(try $1.integer("times"), axis: $1.optionalInteger("axis")) },
    along(
      "moveAxis", ["first": .axis, "second": .axis], torch: "torch.movedim(a, first, second)"
    ) { $0.moveAxis(try $1.integer("first"), to: try $1.integer("second")) },
    along("diff", ["axis": .axis], torch: "torch.diff(a, dim=axis)") {
      $0.diff(axis: try $1.integer("axis"))
    },
    FuzzForm("tril", [.matrix], ["k": .integer], torch: "torch.tril(a, k)") {
      $0[0].tril(diagonal: try $1.integer("k"))
    },
    FuzzForm("triu", [.matrix], ["k": .integer], torch: "torch.triu(a, k)") {
      $0[0].triu(diagonal: try $1.integer("k"))
    },
    along(
      "diagonal", ["k": .integer, "first": .axis, "second": .axis],
      torch: "torch.diagonal(a, k, first, second)"
    ) {
      $0.diagonal(
        offset: try $1.integer("k"), axis1: try $1.integer("first"), axis2: try $1.integer("second")
      )
    },
    FuzzForm("diagEmbed", [.matrix], ["k": .integer], torch: "torch.diag_embed(a, k)") {
      $0[0].diagEmbed(offset: try $1.integer("k"))
    },
    along(
      "topK", ["k": .integer, "axis": .axis, "largest": .flag],
      torch: "torch.topk(a, k, axis, largest).values"
    ) {
      $0.topK(
        try $1.integer("k"), axis: try $1.integer("axis"), isLargest: try $1.flag("largest")
      ).values
    },
    along(
      "sort along an axis", ["axis": .axis, "descending": .flag],
      torch: "torch.sort(a, dim=axis, descending=descending, stable=True).values"
    ) { $0.sort(axis: try $1.integer("axis"), isDescending: try $1.flag("descending")).values },
    along("cumSum along an axis", ["axis": .axis], torch: "torch.cumsum(a, axis)") {
      $0.cumSum(axis: try $1.integer("axis"))
    },
    along("all", ["axis": .axis, "keep": .flag], torch: "torch.all(a, axis, keepdim=keep)") {
      $0.all(axis: try $1.integer("axis"), keepDims: try $1.flag("keep"))
    },
    along("any", ["axis": .axis, "keep": .flag], torch: "torch.any(a, axis, keepdim=keep)") {
      $0.any(axis: try $1.integer("axis"), keepDims: try $1.flag("keep"))
    },
    along("countNonzero", ["axis": .axis], torch: "torch.count_nonzero(a, axis)") {
      $0.countNonzero(axis: try $1.integer("axis"))
    },
    along("argmin", ["axis": .axis], torch: "a.argmin(axis)") {
      $0.argmin(axis: try $1.integer("axis"))
    },
    along("nonzero", torch: "torch.nonzero(a)") { x, _ in x.nonzero() },
    along("unique", torch: "torch.unique(a)") { x, _ in x.unique().values },
    along("is NaN", torch: "torch.isnan(a)") { x, _ in x.isNaN() },
    along("is infinite", torch: "torch.isinf(a)") { x, _ in x.isInfinite() },
    along("is finite", torch: "torch.isfinite(a)") { x, _ in x.isFinite() },
    along("signBit", torch: "torch.signbit(a)") { x, _ in x.signBit() },
    FuzzForm("logicalXor", [.any, .partner], torch: "torch.logical_xor(a, b)") { inputs, _ in
      inputs[0].logicalXor(inputs[1])
    },
  ]
}

extension Tensor {
  /// This tensor, for an operation on numbers; it is misuse if it holds truth values.
  func numbers(_ operation: String) -> Tensor {
    if dtype != .bool { return self }
    return standIn(
      after: MisuseError(
        operation, "truth values of \(shape) are no numbers", hint: "convert them with to(.int64)"))
  }
}

/// How the fuzzer runs a row of the table beside torch.
package enum TorchCounterpart: Sendable, ExpressibleByStringLiteral {
  /// The row's own `apply` takes inputs of any shape; torch computes the same by this Python expression
  /// of `a`, `b` and `c`.
  case expression(String)
  /// The row is one choice of parameters of the form of this name.
  case form(String)
  /// The row is not run beside torch.
  case none(reason: String)

  package init(stringLiteral expression: String) { self = .expression(expression) }
}

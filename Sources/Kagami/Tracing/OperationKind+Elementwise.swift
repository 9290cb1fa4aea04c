internal import KagamiKernels

// What elementwise operations compute.

extension RecordableOperation {
  /// What the operation computes, as exporters read it; nil where none has use for it.
  var tracedKind: OperationKind? {
    if let described = self as? any DescribedOperation { return described.kind }
    guard let elementwise = self as? any ElementwiseOperation else { return nil }
    return .elementwise(
      .init(name: elementwise.function.description, p: elementwise.p, q: elementwise.q))
  }
}

extension OperationKind.ElementwiseFunction {
  /// The function of a fused activation.
  init(_ activation: Activation) {
    self.init(name: activation.function.description, p: activation.parameter, q: 0)
  }
}

extension Add: DescribedOperation {
  package var kind: OperationKind { .binary("add") }
}

extension Subtract: DescribedOperation {
  package var kind: OperationKind { .binary("subtract") }
}

extension Multiply: DescribedOperation {
  package var kind: OperationKind { .binary("multiply") }
}

extension Divide: DescribedOperation {
  package var kind: OperationKind { .binary("divide") }
}

extension Power: DescribedOperation {
  package var kind: OperationKind { .binary("power") }
}

extension Maximum: DescribedOperation {
  package var kind: OperationKind { .binary("maximum") }
}

extension Minimum: DescribedOperation {
  package var kind: OperationKind { .binary("minimum") }
}

extension Remainder: DescribedOperation {
  package var kind: OperationKind { .binary(name) }
}

extension Hypot: DescribedOperation {
  package var kind: OperationKind { .binary("hypot") }
}

extension Lerp: DescribedOperation {
  package var kind: OperationKind { .lerp(weight: weight) }
}

extension Where: DescribedOperation {
  package var kind: OperationKind { .select }
}

extension Cast: DescribedOperation {
  package var kind: OperationKind { .cast(dtype) }
}

extension Move: DescribedOperation {
  package var kind: OperationKind { .identity }
}

extension ScaledGradient: DescribedOperation {
  package var kind: OperationKind { .identity }
}

// What operations on shapes, selections and reductions compute.

extension Reshape: DescribedOperation {
  package var kind: OperationKind { .reshape }
}

extension Expand: DescribedOperation {
  package var kind: OperationKind { .expand }
}

extension Permute: DescribedOperation {
  package var kind: OperationKind { .permute(axes) }
}

extension Slice: DescribedOperation {
  package var kind: OperationKind {
    .slice(starts: Array(window.starts), steps: Array(window.steps))
  }
}

extension Split: DescribedOperation {
  package var kind: OperationKind { .split(axis: axis) }
}

extension Concatenate: DescribedOperation {
  package var kind: OperationKind { .concatenate(axis: axis) }
}

extension Gather: DescribedOperation {
  package var kind: OperationKind { .gather }
}

extension Take: DescribedOperation {
  package var kind: OperationKind { .take(axis: axis) }
}

extension Sum: DescribedOperation {
  package var kind: OperationKind { .reduction(.sum, axes: axes, keepDims: keepDims) }
}

extension Mean: DescribedOperation {
  package var kind: OperationKind { .reduction(.mean, axes: axes, keepDims: keepDims) }
}

extension Prod: DescribedOperation {
  package var kind: OperationKind { .reduction(.product, axes: axes, keepDims: keepDims) }
}

extension Amax: DescribedOperation {
  package var kind: OperationKind {
    .reduction(isSmallest ? .minimum : .maximum, axes: axes, keepDims: keepDims)
  }
}

extension LogSumExp: DescribedOperation {
  package var kind: OperationKind { .reduction(.logSumExp, axes: axes, keepDims: keepDims) }
}

extension Variance: DescribedOperation {
  package var kind: OperationKind { .variance(divisor: divisor, axes: axes, keepDims: keepDims) }
}

extension VectorNorm: DescribedOperation {
  package var kind: OperationKind { .norm(order: order, axes: axes) }
}

extension CumSum: DescribedOperation {
  package var kind: OperationKind { .cumulativeSum(axis: axis) }
}

extension Max: DescribedOperation {
  package var kind: OperationKind { .max(axis: axis, keepDims: keepDims) }
}

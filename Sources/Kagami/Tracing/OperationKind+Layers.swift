internal import KagamiKernels

// What products, windows, normalizations and steps of recurrences compute.

extension MatMul: DescribedOperation {
  package var kind: OperationKind { .matmul }
}

extension LinearProduct: DescribedOperation {
  package var kind: OperationKind { .linear(activation.map { .init($0) }) }
}

extension Softmax: DescribedOperation {
  package var kind: OperationKind { .softmax(axis: axis, isLogarithm: false) }
}

extension LogSoftmax: DescribedOperation {
  package var kind: OperationKind { .softmax(axis: axis, isLogarithm: true) }
}

extension Standardize: DescribedOperation {
  package var kind: OperationKind { .standardize(axes: axes, eps: eps) }
}

extension Convolution: DescribedOperation {
  package var kind: OperationKind {
    .convolution(.init(geometry.window), groups: geometry.groups)
  }
}

extension ConvolutionTranspose: DescribedOperation {
  package var kind: OperationKind {
    .convolutionTranspose(.init(geometry.window), groups: geometry.groups)
  }
}

extension MaxPool: DescribedOperation {
  package var kind: OperationKind { .maxPool(.init(window)) }
}

extension SumPool: DescribedOperation {
  package var kind: OperationKind { .sumPool(.init(window)) }
}

extension LSTMStep: DescribedOperation {
  package var kind: OperationKind { .lstmStep }
}

extension GRUStep: DescribedOperation {
  package var kind: OperationKind { .gruStep }
}

extension OperationKind.TracedWindow {
  /// A window as kernels take it.
  init(_ window: WindowGeometry) {
    let (rows, columns) = (window.rows, window.columns)
    self.init(
      size: [rows.size, columns.size], stride: [rows.stride, columns.stride],
      dilation: [rows.dilation, columns.dilation], before: [rows.before, columns.before])
  }
}

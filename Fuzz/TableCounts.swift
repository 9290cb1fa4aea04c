import KagamiCases

/// How many cases and forms there are, for `Scripts/counts`.
struct TableCounts: Encodable {
  /// Rows of the table of cases.
  let rows = OperationCase.all.count
  /// Their sample inputs, and those at which kernels go other ways.
  let samples = OperationCase.all.reduce(0) { $0 + $1.samples.count }
  let kernelSamples = OperationCase.all.reduce(0) { $0 + $1.kernelSamples.count }
  /// Forms of operations and of modules from which programs are drawn.
  let forms = FuzzForm.all.count
  let modules = ModuleForm.all.count
}

package import Kagami

extension OperationCase {
  /// Inputs of about a million numbers for the benchmark, like the first sample's; that sample itself
  /// where the operation is not scalable.
  package func largeInputs() -> [Tensor] {
    let sample = samples[0].inputs
    guard isScalable, let first = sample.first else { return sample.map { $0.tensor(.float32) } }
    let axes = first.shape.filter { $0 > 1 }.count
    var factor = 1
    func size(_ factor: Int) -> Int {
      (0..<axes).reduce(first.shape.elementCount) { size, _ in size * factor }
    }
    while axes > 0, size(factor * 2) <= 1 << 20 { factor *= 2 }
    return sample.map { $0.enlarged(by: factor) }
  }

  /// Extents that leave vector loops of 4, 8 and 16 lanes a rest of every kind.
  private static let lanes = [1, 7, 8, 9, 15, 16, 17, 33]

  /// The samples with each of their extents in turn as large as vector loops are wide, or nearly so, and
  /// then 0; and those of shapes at which the operation's kernels go other ways.
  package func resizedSamples() -> [Sample] {
    var shapes: [[Shape]] = []
    // Of several samples the second broadcasts.
    for sample in samples.prefix(2) where isScalable && sample.isSmooth {
      let own = sample.inputs.map(\.shape)
      for extent in Set(own.flatMap { $0 }).sorted() where extent > 1 {
        for other in Self.lanes + (allowsEmpty ? [0] : []) {
          shapes.append(own.map { Shape($0.map { $0 == extent ? other : $0 }) })
        }
      }
    }
    return shapes.compactMap { resized($0) } + kernelSamples
  }

  /// The first sample in other shapes.
  private func resized(_ shapes: [Shape]) -> Sample? {
    let inputs = zip(samples[0].inputs, shapes).compactMap { $0.resized($1) }
    return inputs.count == shapes.count ? Sample(inputs: inputs, isSmooth: true) : nil
  }
}

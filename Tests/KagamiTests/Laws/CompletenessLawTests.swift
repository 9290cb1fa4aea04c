import Kagami
import KagamiCases
import Testing

/// Sixth law: whatever the tape can record has a row of its own, by which the other laws hold it.
///
/// The operations are listed from the sources, since no row's tape shows an operation without a row.
@Suite struct CompletenessLawTests {
  /// Operations over several processes, which a table for one cannot hold: `SyncBatchNormTests` compares their values and
  /// gradients of both orders.
  private static let collectives: Set = ["AllReduceSum"]

  /// An operation's own rows are named after it and record it in float64, where they have a slope to
  /// compare.
  @Test func everyOperationHasARow() throws {
    let operations = try SourceOperations.ofLibraries().files
    var rows: [String: [String]] = [:]
    for row in OperationCase.all {
      guard let sample = row.samples.first(where: \.isSmooth) else { continue }
      for operation in recorded([row.apply(Laws.leaves(sample))])
      where row.isNamed(after: operation.name) {
        rows[typeName(operation), default: []].append(row.name)
      }
    }
    for (type, file) in operations.sorted(by: { $0.key < $1.key })
    where !Self.collectives.contains(type) {
      #expect(
        rows[type] != nil,
        """
        the operation \(type) (Sources/\(file)) has no row in Sources/KagamiCases: none that is named \
        after it records it
        """)
    }
  }

  /// The sources were read rightly: they declare whatever the rows record, backward too.
  @Test func everyRecordedOperationIsDeclared() throws {
    let operations = try SourceOperations.ofLibraries().files
    for row in OperationCase.all {
      guard let sample = row.samples.first(where: \.isSmooth) else { continue }
      let inputs = Laws.leaves(sample)
      let output = row.apply(inputs)
      guard output.requiresGrad else { continue }
      let slopes = grad(
        of: output, withRespectTo: inputs, gradient: Tensor.ones(like: output),
        createGraph: true)
      for type in recorded([output] + slopes).map(typeName) {
        #expect(operations[type] != nil, "\(row) records \(type), which no source declares")
      }
    }
  }

  private func typeName(_ operation: any RecordableOperation) -> String {
    String(describing: type(of: operation))
  }

  /// The operations that the tape holds of some tensors.
  private func recorded(_ tensors: [Tensor]) -> [any RecordableOperation] {
    var pending = tensors.map(\.history)
    var seen: Set<ObjectIdentifier> = []
    var operations: [any RecordableOperation] = []
    while let next = pending.popLast() {
      guard case .node(let node, _)? = next, seen.insert(ObjectIdentifier(node)).inserted else {
        continue
      }
      operations.append(node.operation)
      pending += node.edges
    }
    return operations
  }
}

extension OperationCase {
  /// Whether the name is the operation's, or begins with it as a word.
  fileprivate func isNamed(after operation: String) -> Bool {
    guard name.hasPrefix(operation) else { return false }
    guard let next = name.dropFirst(operation.count).first else { return true }
    return !next.isLetter && !next.isNumber
  }
}

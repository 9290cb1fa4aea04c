import Foundation
import Kagami
import KagamiNN
import SwiftProtobuf
import Testing

@testable import KagamiONNX

/// An exported module, read back.
struct DecodedModel {
  let model: ModelProto

  init(
    _ module: Module, inputs: [Tensor], inputNames: [String]? = nil, outputNames: [String]? = nil,
    batchAxis: Int? = 0, forward: (([Tensor]) -> [Tensor])? = nil
  ) throws {
    let bytes = try ONNX.encode(
      module, inputs: inputs, inputNames: inputNames, outputNames: outputNames,
      batchAxis: batchAxis, forward: forward)
    model = try ModelProto(serializedBytes: bytes)
  }

  var graph: GraphProto { model.graph }
  var operators: [String] { graph.node.map(\.opType) }
  var initializers: [String] { graph.initializer.map(\.name) }

  /// The extents of an input or output: numbers, names, or a question mark.
  func extents(_ info: ValueInfoProto) -> [String] {
    info.type.tensorType.shape.dim.map { dim in
      switch dim.value {
      case .dimValue(let extent): "\(extent)"
      case .dimParam(let name): name
      case nil: "?"
      }
    }
  }

  /// Requires that every name is given once, before it is used, and that everything is used.
  func expectSound(_ comment: Comment) {
    var given = Set(graph.input.map(\.name))
    for initializer in graph.initializer {
      #expect(given.insert(initializer.name).inserted, "\(initializer.name): \(comment)")
    }
    var used: Set<String> = Set(graph.output.map(\.name))
    for node in graph.node {
      #expect(node.input.allSatisfy { $0.isEmpty || given.contains($0) }, "\(node): \(comment)")
      used.formUnion(node.input)
      for output in node.output {
        #expect(!output.isEmpty && given.insert(output).inserted, "\(output): \(comment)")
      }
    }
    #expect(graph.output.allSatisfy { given.contains($0.name) }, comment)
    #expect(graph.initializer.allSatisfy { used.contains($0.name) }, comment)
    #expect(Set(graph.node.map(\.name)).count == graph.node.count, comment)
  }
}

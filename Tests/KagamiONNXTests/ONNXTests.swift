import Foundation
import Kagami
import KagamiNN
import TestSupport
import Testing

@testable import KagamiONNX

@Suite struct ONNXTests {
  @Test func aSequentialIsAGraphOfItsLayers() throws {
    let model = Sequential(Linear(4, 8), ReLU(), Linear(8, 3))
    let exported = try DecodedModel(model, inputs: [Tensor.randn([1, 4])])
    #expect(exported.model.irVersion == 9)
    #expect(exported.model.opsetImport.map(\.version) == [20])
    #expect(exported.model.producerName == "Kagami")
    #expect(exported.operators == ["Gemm", "Relu", "Gemm"])
    #expect(exported.initializers == ["0.weight", "0.bias", "2.weight", "2.bias"])
    #expect(exported.graph.initializer[0].dims == [8, 4])
    #expect([UInt8](exported.graph.initializer[0].rawData) == model.stateDict()[0].tensor.bytes)
    #expect(exported.graph.input.map(\.name) == ["input"])
    #expect(exported.extents(exported.graph.input[0]) == ["batch", "4"])
    #expect(exported.graph.output.map(\.name) == ["output"])
    #expect(exported.extents(exported.graph.output[0]) == ["batch", "3"])
  }

  @Test func inputsAndOutputsHaveTheGivenNames() throws {
    let exported = try DecodedModel(
      Bilinear(2, 3, 4), inputs: [Tensor.randn([1, 2]), Tensor.randn([1, 3])],
      inputNames: ["left", "right"], outputNames: ["both"])
    #expect(exported.graph.input.map(\.name) == ["left", "right"])
    #expect(exported.graph.output.map(\.name) == ["both"])
    #expect(exported.graph.node.last?.output == ["both"])
  }

  @Test func severalAreNumbered() throws {
    let exported = try DecodedModel(
      Identity(), inputs: [Tensor.randn([1, 2]), Tensor.randn([1, 2])],
      forward: { [$0[0] + $0[1], $0[0], $0[0] + $0[1]] })
    #expect(exported.graph.input.map(\.name) == ["input_0", "input_1"])
    #expect(exported.graph.output.map(\.name) == ["output_0", "output_1", "output_2"])
    exported.expectSound("several")
  }

  @Test func withoutABatchAxisExtentsAreFixed() throws {
    let exported = try DecodedModel(Flatten(), inputs: [Tensor.randn([3, 2, 2])], batchAxis: nil)
    #expect(exported.extents(exported.graph.input[0]) == ["3", "2", "2"])
    #expect(exported.extents(exported.graph.output[0]) == ["3", "4"])
  }

  @Test func aMultipleOfTheBatchIsOpen() throws {
    let exported = try DecodedModel(Flatten(from: 0), inputs: [Tensor.randn([1, 4])])
    #expect(exported.extents(exported.graph.output[0]) == ["?"])
    // The extent that is left over, not the example's.
    #expect(exported.operators == ["Reshape"])
    #expect([UInt8](exported.graph.initializer[0].rawData) == Tensor([-1]).bytes)
  }

  @Test func sharedWeightsAreThereOnce() throws {
    let shared = Linear(4, 4)
    let exported = try DecodedModel(
      Sequential(shared, Tanh(), shared), inputs: [Tensor.randn([1, 4])])
    #expect(exported.initializers == ["0.weight", "0.bias"])
    #expect(exported.operators == ["Gemm", "Tanh", "Gemm"])
  }

  @Test func runningStatisticsHaveTheirNames() throws {
    let exported = try DecodedModel(
      Sequential(Linear(4, 3), BatchNorm1d(3)), inputs: [Tensor.randn([1, 4])])
    let names = Set(exported.initializers)
    #expect(names.isSuperset(of: ["1.running_mean", "1.running_var", "1.weight", "1.bias"]))
    #expect(!names.contains("1.num_batches_tracked"))
  }

  @Test func dropoutIsGoneAndModesStay() throws {
    let model = Sequential(Linear(4, 4), Dropout(0.5), Sequential(Dropout(0.1)))
    model.children()[2].eval()
    let modes = model.modules().map(\.training)
    let exported = try DecodedModel(model, inputs: [Tensor.randn([1, 4])])
    #expect(exported.operators == ["Gemm"])
    #expect(model.modules().map(\.training) == modes)
    #expect(modes.contains(true) && modes.contains(false))
  }

  @Test func everyCaseIsSoundAndIndependentOfTheExampleBatch() throws {
    for entry in ExportCase.all {
      var texts: [String] = []
      for batch in [1, 3] {
        let exported = try DecodedModel(
          entry.model, inputs: entry.inputs(batch), batchAxis: entry.batchAxis,
          forward: entry.forward)
        exported.expectSound("\(entry.name)")
        texts.append("\(exported.graph.node) \(exported.initializers)")
      }
      #expect(texts[0] == texts[1], "\(entry.name)")
    }
  }

  @Test func theFileIsWhatIsEncoded() throws {
    let folder = try TemporaryFolder()
    let (model, x) = (Linear(3, 2), Tensor.randn([1, 3]))
    try ONNX.export(model, inputs: [x], to: "\(folder.path)/g.onnx")
    #expect(try folder.read("g.onnx") == ONNX.encode(model, inputs: [x]))
    #expect(folder.names == ["g.onnx"])
  }
}

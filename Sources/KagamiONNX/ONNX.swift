internal import Foundation
public import Kagami
internal import KagamiData
public import KagamiNN
internal import SwiftProtobuf

/// Modules as files of the Open Neural Network Exchange format, for the runtimes that read it.
///
/// ```swift
/// let model = Sequential(Linear(4, 8), ReLU(), Linear(8, 3))
/// try ONNX.export(model, inputs: [Tensor.randn([1, 4])], to: "model.onnx")
/// // Python: onnxruntime.InferenceSession("model.onnx").run(None, {"input": x})
/// ```
/// The module is run in evaluation mode, and what it computes meanwhile becomes the nodes of a graph: operations of
/// tensors alone, without loops or branches. Parameters and buffers are initializers with the names that they have in a
/// state dictionary. Source: <https://onnx.ai/onnx/repo-docs/IR.html>.
public enum ONNX {
  /// The version of the operators that graphs are made of.
  public static let opset = 20

  /// The version of the format.
  public static let irVersion = 9

  /// Writes a module to a file.
  ///
  /// ```swift
  /// try ONNX.export(
  ///   generator, inputs: [Tensor.randn([1, 100])], to: "generator.onnx", inputNames: ["noise"],
  ///   outputNames: ["image"])
  /// ```
  /// See ``encode(_:inputs:inputNames:outputNames:batchAxis:forward:)`` for what is in it. Source:
  /// <https://docs.pytorch.org/docs/stable/onnx_export.html>.
  ///
  /// - Parameters:
  ///   - model: The module; its modes are the same again afterwards.
  ///   - inputs: Examples of its inputs.
  ///   - path: The file to write; its folder must exist.
  ///   - inputNames: One name for each input; `input`, or `input_0` and so on, unless given.
  ///   - outputNames: One name for each output; `output`, or `output_0` and so on, unless given.
  ///   - batchAxis: The axis whose extent is left open; nil for none.
  ///   - forward: How the module is run; called with as many inputs as there are, unless given.
  /// - Throws: ``ONNXError``.
  public static func export(
    _ model: Module, inputs: [Tensor], to path: String, inputNames: [String]? = nil,
    outputNames: [String]? = nil, batchAxis: Int? = 0, forward: (([Tensor]) -> [Tensor])? = nil
  ) throws(ONNXError) {
    let bytes = try encode(
      model, inputs: inputs, inputNames: inputNames, outputNames: outputNames,
      batchAxis: batchAxis, forward: forward)
    do throws(FileError) {
      try AtomicFile.write(bytes, to: path)
    } catch {
      throw .file(error)
    }
  }

  /// The bytes of a module's file.
  ///
  /// ```swift
  /// let bytes = try ONNX.encode(Linear(4, 8), inputs: [Tensor.randn([1, 4])])
  /// ```
  /// The module is run twice, with batches of different sizes made of the examples' rows, and both runs must compute the
  /// same: so it is found which extents follow the batch, and whether anything that was computed from the inputs
  /// came by a way that cannot be followed, such as Swift arrays. The batch may then be of any size. What a
  /// module decides by Swift conditions on extents or elements is fixed as it was.
  ///
  /// - Parameters:
  ///   - model: The module; its modes are the same again afterwards.
  ///   - inputs: Examples of its inputs. Those that have the batch's axis agree in its extent, 1 or more.
  ///   - inputNames: One name for each input; `input`, or `input_0` and so on, unless given.
  ///   - outputNames: One name for each output; `output`, or `output_0` and so on, unless given.
  ///   - batchAxis: The axis of inputs whose extent is left open; nil for none.
  ///   - forward: How the module is run; called with as many inputs as there are, unless given.
  /// - Returns: A `ModelProto` of ``opset`` and ``irVersion``.
  /// - Throws: ``ONNXError``, which names the operation and the module of what cannot be exported.
  public static func encode(
    _ model: Module, inputs: [Tensor], inputNames: [String]? = nil, outputNames: [String]? = nil,
    batchAxis: Int? = 0, forward: (([Tensor]) -> [Tensor])? = nil
  ) throws(ONNXError) -> [UInt8] {
    let examples = try ExampleInputs(inputs, batchAxis: batchAxis)
    let graph = try TracedGraph(
      traced(model, examples.first, forward), traced(model, examples.second, forward),
      batches: examples.batches)
    let names = try GraphNames(
      inputs: inputNames, outputNames, counts: (inputs.count, graph.outputs.count),
      taken: graph.heldNames)
    var writer = GraphWriter(graph, names, batchAxis: batchAxis)
    return try serialized(try writer.model())
  }

  private static func traced(
    _ model: Module, _ inputs: [Tensor], _ forward: (([Tensor]) -> [Tensor])?
  ) throws(ONNXError) -> TracedProgram {
    do throws(MisuseError) {
      return try MisuseScope.run { TracedProgram(model, inputs, forward) }
    } catch {
      throw .misuse("\(error)")
    }
  }

  private static func serialized(_ model: ModelProto) throws(ONNXError) -> [UInt8] {
    let count = model.graph.initializer.reduce(0) { $0 + $1.rawData.count }
    // The wire format has lengths below 2 GiB.
    if count > Int(Int32.max) - (1 << 24) { throw .tooLarge(bytes: count) }
    do {
      return [UInt8](try model.serializedData())
    } catch {
      throw .tooLarge(bytes: count)
    }
  }
}

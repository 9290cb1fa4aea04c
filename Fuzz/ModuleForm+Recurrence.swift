import Kagami
import KagamiCases
import KagamiNN

extension ModuleForm {
  private static func steps(
    _ name: String,
    _ make:
      @escaping @Sendable (
        _ features: Int, _ hidden: Int, _ layers: Int, _ both: Bool, FuzzArguments
      ) throws -> RecurrentLayer
  ) -> ModuleForm {
    layer(
      name,
      [
        "features": "features", "hidden": "count", "layers": "small", "bias": "flag",
        "first": "flag", "chance": "chance", "both": "flag",
      ], inputs: "steps",
      torch: "First(nn.\(name)(features, hidden + 1, num_layers=1 + layers % 2, bias=bias, "
        + "batch_first=first, dropout=chance * (layers % 2), bidirectional=both))"
    ) {
      First(
        try make(
          try $0.integer("features"), try $0.integer("hidden") + 1,
          1 + (try $0.integer("layers")) % 2, try $0.flag("both"), $0))
    }
  }

  private static func dropout(_ arguments: FuzzArguments, _ layers: Int) throws -> Double {
    try arguments.number("chance") * Double(layers - 1)
  }

  private static func cell(
    _ name: String, torch: String,
    _ make: @escaping @Sendable (_ features: Int, _ hidden: Int, _ bias: Bool) -> Module
  ) -> ModuleForm {
    layer(
      name, ["features": "features", "hidden": "count", "bias": "flag"], inputs: "step",
      torch: torch
    ) { make(try $0.integer("features"), try $0.integer("hidden"), try $0.flag("bias")) }
  }

  static let recurrence: [ModuleForm] = [
    steps("RNN") { features, hidden, layers, both, arguments in
      RNN(
        features, hidden, numLayers: layers, bias: try arguments.flag("bias"),
        batchFirst: try arguments.flag("first"), dropout: try dropout(arguments, layers),
        bidirectional: both)
    },
    steps("LSTM") { features, hidden, layers, both, arguments in
      LSTM(
        features, hidden, numLayers: layers, bias: try arguments.flag("bias"),
        batchFirst: try arguments.flag("first"), dropout: try dropout(arguments, layers),
        bidirectional: both)
    },
    steps("GRU") { features, hidden, layers, both, arguments in
      GRU(
        features, hidden, numLayers: layers, bias: try arguments.flag("bias"),
        batchFirst: try arguments.flag("first"), dropout: try dropout(arguments, layers),
        bidirectional: both)
    },
    cell("RNNCell", torch: "nn.RNNCell(features, hidden, bias, 'relu')") {
      RNNCell($0, $1, bias: $2, nonlinearity: .relu)
    },
    cell("GRUCell", torch: "nn.GRUCell(features, hidden, bias)") { GRUCell($0, $1, bias: $2) },
    cell("LSTMCell", torch: "First(nn.LSTMCell(features, hidden, bias))") {
      First(LSTMCell($0, $1, bias: $2))
    },
  ]
}

/// The first of a layer's results.
final class First: Module {
  private let layer: Module

  init(_ layer: Module) { self.layer = layer }

  override func forward(_ x: Tensor) -> Tensor { layer(x) }
}

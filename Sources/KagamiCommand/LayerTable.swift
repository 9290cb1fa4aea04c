import Kagami
import KagamiNN

/// A stack of layers as a table: layer, output shape, parameters, multiply-adds.
struct LayerTable {
  let model: Sequential
  let title: String

  init(_ model: Sequential, title: String) {
    self.model = model
    self.title = title
  }

  /// The table for an input of some shape; multiply-adds are those of the whole batch.
  func text(input: Shape) -> String {
    var rows = [["Layer", "Output shape", "Parameters", "Multiply-adds"]]
    var shape = input
    var operations = 0
    for (index, layer) in model.children().enumerated() {
      if let linear = layer as? Linear { shape[shape.count - 1] = linear.outFeatures }
      let weights = layer.parameters().filter { $0.shape.count == 2 }
      let layerOperations = weights.reduce(0) { $0 + $1.count } * input[0]
      operations += layerOperations
      rows.append([
        "\(index) \(type(of: layer))", "\(shape)", grouped(count(layer)), grouped(layerOperations),
      ])
    }
    rows.append(["Total", "", grouped(count(model)), grouped(operations)])
    return ([title] + layout(rows)).joined(separator: "\n")
  }

  private func count(_ module: Module) -> Int {
    module.parameters().reduce(0) { $0 + $1.count }
  }

  private func layout(_ rows: [[String]]) -> [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let rule = String(repeating: "─", count: widths.reduce(0, +) + 3 * (widths.count - 1))
    var lines = rows.map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        // Words stand left, numbers right.
        return column < 2 ? cell + space : space + cell
      }.joined(separator: "   ")
    }
    lines.insert(rule, at: 1)
    lines.insert(rule, at: lines.count - 1)
    return lines
  }

  /// Digits in groups of three.
  private func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text = "," + text }
      text = String(digit) + text
    }
    return text
  }
}

extension ModuleSummary: CustomStringConvertible {
  /// A table of all rows, and the totals below it.
  public var description: String {
    let head = ["Layer (type:depth-idx)", "Output Shape", "Param #", "Mult-Adds"]
    let cells = [head] + rows.map(cells)
    let widths = head.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    let lines = cells.map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        // Text is aligned left, numbers right.
        return column < 2 ? cell + space : space + cell
      }.joined(separator: "   ")
    }
    let rule = String(repeating: "=", count: widths.reduce(0, +) + 3 * (widths.count - 1))
    return ([rule, lines[0], rule] + lines.dropFirst() + [rule] + totals + [rule] + sizes + [rule])
      .joined(separator: "\n")
  }

  private func cells(_ row: Row) -> [String] {
    [
      Self.branch(row.depth) + row.typeName + (row.depth > 0 ? ": \(row.depth)-\(row.index)" : ""),
      row.outputShape.map { "\($0)" } ?? "--",
      row.isRepeated
        ? "(recursive)" : row.parameterCount > 0 ? Self.grouped(row.parameterCount) : "--",
      row.multiplyAdds > 0 ? Self.grouped(row.multiplyAdds) : "--",
    ]
  }

  private var totals: [String] {
    [
      "Total params: \(Self.grouped(parameterCount))",
      "Trainable params: \(Self.grouped(trainableParameterCount))",
      "Non-trainable params: \(Self.grouped(frozenParameterCount))",
      "Total mult-adds: \(Self.grouped(multiplyAdds))",
    ]
  }

  private var sizes: [String] {
    [
      "Input size (MB): \(Self.megabytes(inputBytes))",
      "Activations size (MB): \(Self.megabytes(activationBytes))",
      "Params size (MB): \(Self.megabytes(parameterBytes))",
      "Estimated Total Size (MB): \(Self.megabytes(totalBytes))",
    ]
  }

  private static func branch(_ depth: Int) -> String {
    switch depth {
    case 0: ""
    case 1: "├─"
    default: String(repeating: "│    ", count: depth - 1) + "└─"
    }
  }

  /// Digits in groups of three.
  private static func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text = "," + text }
      text = String(digit) + text
    }
    return text
  }

  /// Millions of bytes with two decimals.
  private static func megabytes(_ bytes: Int) -> String {
    let hundredths = (bytes + 5_000) / 10_000
    let decimals = hundredths % 100
    return "\(hundredths / 100).\(decimals < 10 ? "0" : "")\(decimals)"
  }
}

/// An equation of ``Tensor/einsum(_:_:)``, such as `"bik,bkj->bij"`, for operands of known shapes.
///
/// Labels are letters; an ellipsis stands for axes without labels, which broadcast and are counted from the last one:
/// they get labels that no letter has.
struct EinsumEquation {
  /// The label of an axis: a letter, or an ellipsis's axis by its number from the end.
  enum Label: Hashable, Comparable {
    case hidden(Int)
    case letter(Character)
  }

  /// The labels of each operand.
  let operands: [[Label]]
  /// The labels of the result.
  let result: [Label]
  /// The extent that each label has in common.
  let extents: [Label: Int]

  init(_ text: String, _ shapes: [Shape]) throws(MisuseError) {
    let sides = Self.sides(text.filter { $0 != " " })
    let parts = sides.left.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count != shapes.count {
      throw Self.error(text, "it names \(parts.count) operands, and there are \(shapes.count)")
    }
    var (operands, extents, hidden) = ([[Label]](), [Label: Int](), 0)
    for (part, shape) in zip(parts, shapes) {
      let letters = part.filter { $0 != "." }.count
      let labels = try Self.labels(part, hidden: shape.count - letters, text)
      if labels.count != shape.count {
        throw Self.error(text, "\"\(part)\" does not name the axes of \(shape)")
      }
      if part.contains(".") { hidden = Swift.max(hidden, shape.count - letters) }
      for (label, extent) in zip(labels, shape) {
        let known = extents[label] ?? 1
        if known != extent, known != 1, extent != 1 {
          throw Self.error(text, "extents \(known) and \(extent) of one label differ")
        }
        extents[label] = known == 1 ? extent : known
      }
      operands.append(labels)
    }
    if let right = sides.right {
      result = try Self.labels(right, hidden: hidden, text)
      if Set(result).count != result.count {
        throw Self.error(text, "a label occurs twice in the result")
      }
      if let odd = result.first(where: { extents[$0] == nil }) {
        throw Self.error(text, "no operand has the result's label \(odd)")
      }
    } else {
      // Labels that occur once, in the order of the alphabet, behind the ellipsis.
      var counts: [Label: Int] = [:]
      for label in operands.flatMap(\.self) { counts[label, default: 0] += 1 }
      let ellipsis = (0..<hidden).reversed().map { Label.hidden($0) }
      result =
        ellipsis
        + counts.filter { if case .letter = $0.key { $0.value == 1 } else { false } }.keys.sorted()
    }
    (self.operands, self.extents) = (operands, extents)
  }

  private static func sides(_ text: String) -> (left: String, right: String?) {
    guard let arrow = text.firstRange(of: "->") else { return (text, nil) }
    return (String(text[..<arrow.lowerBound]), String(text[arrow.upperBound...]))
  }

  /// The labels of one part, with `hidden` of them for an ellipsis.
  private static func labels(
    _ part: some StringProtocol, hidden: Int, _ text: String
  ) throws(MisuseError) -> [Label] {
    var labels: [Label] = []
    var rest = Substring(part)
    var hasEllipsis = false
    while let next = rest.first {
      if rest.hasPrefix("..."), !hasEllipsis {
        hasEllipsis = true
        labels += (0..<Swift.max(hidden, 0)).reversed().map { .hidden($0) }
        rest = rest.dropFirst(3)
      } else if next.isASCII, next.isLetter {
        labels.append(.letter(next))
        rest = rest.dropFirst()
      } else {
        throw error(text, "\"\(next)\" in \"\(part)\" is no label")
      }
    }
    return labels
  }

  private static func error(_ text: String, _ problem: String) -> MisuseError {
    MisuseError(
      "einsum", "of \"\(text)\": \(problem)",
      hint: "letters name axes, as in \"ij,jk->ik\"; ... stands for the others")
  }
}

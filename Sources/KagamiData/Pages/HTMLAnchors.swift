/// Names of elements, each of which may come but once on a page.
struct HTMLAnchors {
  private var used: Set<String> = []

  /// A name for an element: the letters and digits of a title, joined by hyphens.
  ///
  /// "What a step costs" gives `what-a-step-costs`; where that is taken, `what-a-step-costs-2`.
  mutating func name(for title: String) -> String {
    let words = title.lowercased().split { !($0.isLetter || $0.isNumber) }
    let wish = words.isEmpty ? "section" : words.joined(separator: "-")
    var name = wish
    var count = 1
    while !used.insert(name).inserted {
      count += 1
      name = "\(wish)-\(count)"
    }
    return name
  }
}

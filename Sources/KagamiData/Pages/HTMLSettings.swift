/// Names and their values, such as the settings of a run, in order.
///
/// ```swift
/// let settings: HTMLSettings = ["optimizer": "\(code: "Adam")", "batch": "\(64) images"]
/// ```
public struct HTMLSettings: Sendable, ExpressibleByDictionaryLiteral {
  /// The names and values from top to bottom.
  public private(set) var pairs: [(name: String, value: HTMLText)]

  /// The names and values of a literal, in its order.
  public init(dictionaryLiteral elements: (String, HTMLText)...) {
    pairs = elements.map { (name: $0, value: $1) }
  }

  /// Adds a name and its value at the end.
  public mutating func append(_ name: String, _ value: HTMLText) { pairs.append((name, value)) }

  /// A list of definitions.
  var html: HTMLElement {
    HTMLElement(
      "dl",
      pairs.map { name, value in
        // A group of each pair keeps the two together where the list is laid out.
        HTMLElement(
          "div",
          inline: [HTMLElement("dt", text: name), HTMLElement("dd", inline: [value.html])])
      })
  }
}

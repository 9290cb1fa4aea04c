internal import Kagami

/// Arithmetic of sizes from callers.
enum Extents {
  /// The product of extents, or nil if one is negative or the product is no `Int`.
  static func product(_ extents: Int...) -> Int? { product(extents) }

  /// The product of extents, or nil if one is negative or the product is no `Int`.
  static func product(_ extents: [Int]) -> Int? {
    guard extents.allSatisfy({ $0 >= 0 }) else { return nil }
    // A zero makes the rest irrelevant, however large.
    if extents.contains(0) { return 0 }
    var product = 1
    for extent in extents {
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      if overflow { return nil }
      product = next
    }
    return product
  }

  /// Stops with a message unless `count` values are those of a picture.
  static func check(
    _ operation: String, _ count: Int, width: Int, height: Int, channels: Int = 1
  ) {
    if product(width, height, channels) != count {
      misuse(
        operation,
        "\(count) bytes are not \(width)×\(height) pixels of \(channels)",
        hint: "pass width × height × \(channels) bytes, row by row")
    }
  }
}

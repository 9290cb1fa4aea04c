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

  /// Stops with a message unless `count` bytes are those of a grey picture.
  static func check(_ operation: String, _ count: Int, width: Int, height: Int) {
    if product(width, height) != count {
      misuse(
        operation, "\(count) bytes are not \(width)×\(height) pixels",
        hint: "pass width × height bytes, row by row")
    }
  }
}

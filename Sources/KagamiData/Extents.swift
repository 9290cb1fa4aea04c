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

  /// Stops with a message unless `count` bytes are those of a picture, grey unless it has channels.
  static func check(
    _ operation: String, _ count: Int, width: Int, height: Int, channels: Int = 1
  ) {
    if product(channels, width, height) != count {
      let bytes = channels == 1 ? "width × height bytes" : "\(channels) × width × height bytes"
      misuse(
        operation, "\(count) bytes are not \(width)×\(height) pixels",
        hint: "pass \(bytes), row by row")
    }
  }

  /// The pixels of images side by side, with padding between and around; nil if that is no `Int`.
  static func span(_ images: Int, _ pixels: Int, padding: Int) -> Int? {
    let (one, first) = pixels.addingReportingOverflow(padding)
    let (all, second) = images.multipliedReportingOverflow(by: one)
    let (sum, third) = all.addingReportingOverflow(padding)
    return first || second || third ? nil : sum
  }
}

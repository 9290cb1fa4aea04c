import Foundation

/// Text for tables of fixed columns.
enum Column {
  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  static func number(_ value: Double, _ decimals: Int, _ width: Int) -> String {
    right(String(format: "%.\(decimals)f", value), width)
  }

  static func percent(_ share: Double, _ width: Int) -> String {
    right(String(format: "%.0f %%", share * 100), width)
  }
}

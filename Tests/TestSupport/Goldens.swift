package import Foundation

/// Golden files: what PyTorch gives, written down.
package enum Goldens {
  /// Decodes `Goldens/<name>.json` of a test target's bundle.
  package static func load<Content: Decodable>(
    _ name: String, from bundle: Bundle, as _: Content.Type = Content.self
  ) throws -> Content {
    guard let url = bundle.url(forResource: "Goldens/\(name)", withExtension: "json") else {
      throw CocoaError(.fileNoSuchFile)
    }
    return try JSONDecoder().decode(Content.self, from: Data(contentsOf: url))
  }
}

/// A number in a golden file; those that JSON lacks are strings.
package struct Golden: Decodable, Sendable {
  package let value: Double

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      value = number
    } else if let number = Double(try container.decode(String.self)) {
      value = number
    } else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a number")
    }
  }
}

extension [Golden] {
  /// The plain numbers.
  package var values: [Double] { map(\.value) }
}

/// Compares numbers with what they should be.
package enum Near {
  /// The first element that differs by more than `absolute + relative · |expected|`, in words; NaN
  /// equals NaN.
  package static func difference(
    _ found: [Double], _ expected: [Double], absolute: Double = 0, relative: Double = 0
  ) -> String? {
    if found.count != expected.count {
      return "\(found.count) numbers, expected \(expected.count)"
    }
    for (index, (a, b)) in zip(found, expected).enumerated() {
      if a.isNaN && b.isNaN || a == b { continue }
      // Of an infinite number no error would be too large.
      if b.isInfinite || !((a - b).magnitude <= absolute + relative * b.magnitude) {
        return "number \(index) is \(a), expected \(b)"
      }
    }
    return nil
  }
}

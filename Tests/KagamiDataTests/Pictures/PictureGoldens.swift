import Foundation
import Kagami
import KagamiData
import TestSupport

/// What torchvision and Pillow make of images.
struct PictureGoldens: Decodable, Sendable {
  struct Values: Decodable, Sendable {
    let shape: [Int]
    let values: [Golden]

    /// How a tensor differs from this one, or nil.
    func difference(_ tensor: Tensor, absolute: Double = 0) -> String? {
      if Array(tensor.shape) != shape { return "the shape is \(tensor.shape), expected \(shape)" }
      return Near.difference(
        tensor.array(of: Double.self), values.values, absolute: absolute)
    }
  }

  struct Grid: Decodable, Sendable, CustomStringConvertible {
    let seed: Int
    let shape: [Int]
    let nrow, padding: Int
    let normalize, scaleEach: Bool
    let range: [Double]
    let padValue: Double
    let grid: Values
    let pixels: String
    let size: [Int]

    var description: String { "grid \(seed) of \(shape)" }
    /// The images that it was made of.
    var images: Tensor {
      withGenerator(RandomGenerator(seed: UInt64(seed))) { Tensor.randn(Shape(shape)) }
    }
    var valueRange: (low: Double, high: Double)? {
      range.count == 2 ? (range[0], range[1]) : nil
    }
  }

  struct File: Decodable, Sendable, CustomStringConvertible {
    let name: String
    let width, height: Int
    let file, pixels: String

    var description: String { name }
  }

  struct Transform: Decodable, Sendable, CustomStringConvertible {
    let name: String
    let shape: [Int]
    let results: [Values]
    let after: [Double]

    var description: String { "\(name) of \(shape)" }
  }

  struct Folder: Decodable, Sendable {
    struct File: Decodable, Sendable {
      let path: String
      let label: Int
    }
    let names, classes: [String]
    let files: [File]
  }

  let grids: [Grid]
  let files: [File]
  let transforms: [Transform]
  let folder: Folder

  static let shared: PictureGoldens = {
    do { return try Goldens.load("pictures", from: .module) } catch {
      fatalError("pictures.json: \(error)")
    }
  }()

  static func bytes(_ base64: String) -> [UInt8] {
    Data(base64Encoded: base64).map { [UInt8]($0) } ?? []
  }
}

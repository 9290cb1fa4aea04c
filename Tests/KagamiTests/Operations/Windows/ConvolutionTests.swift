import Kagami
import Testing

/// Laws of convolutions, over many shapes.
@Suite struct ConvolutionTests {
  struct Geometry: Sendable, CustomTestStringConvertible {
    var images: Shape
    var outputs: Int
    var size, stride, padding, dilation: Pair
    var groups: Int

    var weight: Shape { [outputs, images[1] / groups, size.rows, size.columns] }
    var testDescription: String {
      "\(images) by \(weight), stride \(stride), padding \(padding), dilation \(dilation)"
    }

    func apply(_ x: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) -> Tensor {
      x.conv2d(
        weight, bias, stride: stride, padding: .zeros(padding), dilation: dilation, groups: groups)
    }
  }

  /// All that fit of every stride, padding, dilation and number of groups, each with extents of its own.
  static let geometries: [Geometry] = {
    var all: [Geometry] = []
    let pairs: [Pair] = [1, 2, [1, 3], [3, 2]]
    for stride in pairs {
      for dilation in [1, 2, [3, 1]] as [Pair] {
        for padding in [0, 1, [2, 0], [0, 3]] as [Pair] {
          for groups in [1, 2, 4] {
            let turn = all.count
            all.append(
              Geometry(
                images: [1 + turn % 3, 4, 5 + turn % 4, 6 + turn % 5], outputs: 4 + turn % 2 * 4,
                size: pairs[turn % 4], stride: stride, padding: padding, dilation: dilation,
                groups: groups))
          }
        }
      }
    }
    // Windows of a single element, and those that cover the image.
    for groups in [1, 2, 4] {
      for (batch, size) in [(1, 1), (3, [5, 6])] as [(Int, Pair)] {
        all.append(
          Geometry(
            images: [batch, 4, 5, 6], outputs: 8, size: size, stride: 1, padding: 0, dilation: 1,
            groups: groups))
      }
    }
    return all.filter { geometry in
      let (padding, dilation, size) = (geometry.padding, geometry.dilation, geometry.size)
      return geometry.images[2] + 2 * padding.rows > dilation.rows * (size.rows - 1)
        && geometry.images[3] + 2 * padding.columns > dilation.columns * (size.columns - 1)
    }
  }()

  private static func numbers(
    _ shape: Shape, _ seed: UInt64, requiresGrad: Bool = false
  ) -> Tensor {
    var x = Tensor.randn(shape, dtype: .float64, generator: RandomGenerator(seed: seed))
    x.requiresGrad = requiresGrad
    return x
  }

  @Test func thereAreMany() { #expect(Self.geometries.count > 100) }

  /// `⟨conv(x, w), g⟩ = ⟨x, convᵀ(g, w)⟩ = ⟨w, convʷ(x, g)⟩`: the three operations are each other's adjoints.
  @Test func adjointsAreAdjoint() {
    for (seed, geometry) in Self.geometries.enumerated() {
      let x = Self.numbers(geometry.images, UInt64(seed), requiresGrad: true)
      let w = Self.numbers(geometry.weight, UInt64(seed) + 1000, requiresGrad: true)
      let y = geometry.apply(x, w)
      let g = Self.numbers(y.shape, UInt64(seed) + 2000)
      let gradients = grad(of: y, withRespectTo: [x, w], gradient: g)
      let product = (y * g).sum().item()
      let bound = 1e-11 * (1 + product.magnitude)
      for (a, b) in [(x, gradients[0]), (w, gradients[1])] {
        #expect(((a * b).sum().item() - product).magnitude < bound, "\(geometry)")
      }
    }
  }

  /// A bias is added to what the sums are without it, in convolutions and in transposed ones.
  @Test func biasIsAdded() {
    for (seed, geometry) in Self.geometries.enumerated() {
      let x = Self.numbers(geometry.images, UInt64(seed))
      let w = Self.numbers(geometry.weight, UInt64(seed) + 1000)
      let y = geometry.apply(x, w)
      let bias = Self.numbers([geometry.outputs], UInt64(seed) + 2000)
      let biased = geometry.apply(x, w, bias)
      #expect(
        biased.allClose(y + bias.reshape([-1, 1, 1]), rtol: 1e-12, atol: 1e-12), "\(geometry)")
      func transposed(_ bias: Tensor?) -> Tensor {
        y.convTranspose2d(
          w, bias, stride: geometry.stride, padding: geometry.padding, groups: geometry.groups,
          dilation: geometry.dilation)
      }
      let shift = Self.numbers([geometry.images[1]], UInt64(seed) + 3000)
      #expect(
        transposed(shift).allClose(
          transposed(nil) + shift.reshape([-1, 1, 1]), rtol: 1e-12, atol: 1e-12), "\(geometry)")
    }
  }

  /// Each window's elements as a row, times the weight as a matrix.
  @Test func agreesWithUnfoldedProducts() {
    for (seed, geometry) in Self.geometries.enumerated() where geometry.groups == 1 {
      let x = Self.numbers(geometry.images, UInt64(seed))
      let w = Self.numbers(geometry.weight, UInt64(seed) + 1000)
      let bias = Self.numbers([geometry.outputs], UInt64(seed) + 2000)
      let y = geometry.apply(x, w, bias)
      let matrix = w.reshape([geometry.outputs, -1])
      // With its padding written out.
      let (n, c, h, v) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
      let (top, left) = (geometry.padding.rows, geometry.padding.columns)
      var padded = Tensor.zeros([n, c, h + 2 * top, v + 2 * left], dtype: .float64)
      padded[.all, .all, top..<top + h, left..<left + v] = x
      for row in 0..<y.shape[2] {
        for column in 0..<y.shape[3] {
          let (i, j) = (row * geometry.stride.rows, column * geometry.stride.columns)
          let window = padded[
            .all, .all,
            stride(
              from: i, to: i + geometry.dilation.rows * (geometry.size.rows - 1) + 1,
              by: geometry.dilation.rows),
            stride(
              from: j, to: j + geometry.dilation.columns * (geometry.size.columns - 1) + 1,
              by: geometry.dilation.columns)]
          let expected = window.reshape([n, -1]).linear(matrix, bias)
          #expect(
            y[.all, .all, row, column].allClose(expected, rtol: 1e-12, atol: 1e-12), "\(geometry)")
        }
      }
    }
  }

  /// A group is a convolution of its own channels, and a batch one of each image.
  @Test func groupsAndImagesAreSeparate() {
    for (seed, geometry) in Self.geometries.enumerated() where geometry.groups > 1 {
      let x = Self.numbers(geometry.images, UInt64(seed))
      let w = Self.numbers(geometry.weight, UInt64(seed) + 1000)
      let y = geometry.apply(x, w)
      var alone = geometry
      alone.groups = 1
      let (channels, outputs) = (4 / geometry.groups, geometry.outputs / geometry.groups)
      for group in 0..<geometry.groups {
        for image in 0..<geometry.images[0] {
          let part = alone.apply(
            x[image].narrow(axis: 0, start: group * channels, length: channels),
            w.narrow(axis: 0, start: group * outputs, length: outputs))
          let found = y[image].narrow(axis: 0, start: group * outputs, length: outputs)
          #expect(found.allClose(part, rtol: 1e-12, atol: 1e-12), "\(geometry)")
        }
      }
    }
  }

  @Test func aBatchOfNoneHasNoGradientButZeros() throws {
    let x = Tensor.zeros([0, 3, 5, 5], requiresGrad: true)
    let (w, b) = (
      Tensor.ones([4, 3, 3, 3], requiresGrad: true), Tensor.ones([4], requiresGrad: true)
    )
    let y = x.conv2d(w, b)
    #expect(y.shape == [0, 4, 3, 3])
    y.sum().backward()
    #expect(try #require(x.grad).shape == [0, 3, 5, 5])
    #expect(try #require(w.grad).array().allSatisfy { $0 == 0 })
    #expect(try #require(b.grad).array() == [0, 0, 0, 0])
  }

  @Test func noChannelsLeaveTheBias() {
    let y = Tensor.zeros([2, 0, 4, 4]).conv2d(Tensor.zeros([2, 0, 3, 3]), Tensor([1.5, -2]))
    #expect(y.shape == [2, 2, 2, 2])
    #expect(y.array() == [1.5, 1.5, 1.5, 1.5, -2, -2, -2, -2, 1.5, 1.5, 1.5, 1.5, -2, -2, -2, -2])
  }

  /// Beside the image is 0, whatever the weight; within it NaN and infinity go their way.
  @Test(arguments: [Device.cpu, .reference]) func paddingIsNoFactor(_ device: Device) {
    let x = Tensor([Float.nan, 1], shape: [1, 1, 2], device: device)
    let w = Tensor([1.0, 2], shape: [1, 1, 1, 2], device: device)
    let y = x.conv2d(w, padding: [0, 1]).array(of: Double.self)
    #expect(y[0].isNaN && y[1].isNaN && y[2] == 1)
  }

  @Test func narrowTypesAreComputedToo() {
    let x = Tensor.ones([1, 2, 3, 3], dtype: .bfloat16)
    let y = x.conv2d(Tensor.ones([1, 2, 2, 2], dtype: .bfloat16))
    #expect(y.dtype == .bfloat16 && y.array(of: Double.self) == [8, 8, 8, 8])
    #expect(x.maxPool2d(3).array(of: Double.self) == [1, 1])
    #expect(x.avgPool2d(3).array(of: Double.self) == [1, 1])
  }

  @Test func wholeNumbersHaveALargest() {
    let x = Tensor([3, -7, 2, 3, 1, 9] as [Int32], shape: [1, 2, 3])
    let (values, indices) = x.maxPool2dWithIndices(2, stride: 1)
    #expect(values.dtype == .int32 && values.array(of: Int.self) == [3, 9])
    #expect(indices.array(of: Int.self) == [0, 5])
  }
}

import Foundation
import KagamiKernels
import TestSupport
import Testing

@testable import Kagami

/// What is shared among threads has the same bits on 1, 2, 3 and 4 of them, at every level of instructions.
@Suite struct ThreadLawTests {
  @Suite struct Baseline {
    @Test func bits() async { await ThreadLawTests.bits(.baseline) }
  }

  @Suite(.wants("avx2", if: SIMDLevel.available.contains(.avx2))) struct AVX2 {
    @Test func bits() async { await ThreadLawTests.bits(.avx2) }
  }

  @Suite(.wants("avx512", if: SIMDLevel.available.contains(.avx512))) struct AVX512 {
    @Test func bits() async { await ThreadLawTests.bits(.avx512) }
  }

  /// In a process of its own: the level and the number of threads are the process's.
  private static func bits(_ level: SIMDLevel) async {
    await #expect(processExitsWith: .success) { [level] in
      #expect(SIMDLevel.choose(level))
      for work in ThreadLawTests.works {
        setNumThreads(1)
        let alone = work.results()
        for threads in 2...4 {
          setNumThreads(threads)
          let shared = work.results()
          // Bit by bit, so that NaN equals NaN.
          let same = zip(alone, shared).allSatisfy { $0.bitPattern == $1.bitPattern }
          #expect(same && alone.count == shared.count, "\(work.name) on \(threads) threads")
        }
      }
    }
  }

  /// Every share of large work is done where it belongs: the reference does it in one go.
  @Test func asTheReference() {
    for work in Self.works where work.name != "products" {
      let (found, expected) = (work.results(), work.results(on: .reference))
      #expect(found.count == expected.count)
      let odd = zip(found, expected).first { abs($0 - $1) > 1e-4 * (1 + abs($1)) }
      #expect(odd == nil, "\(work.name)")
    }
  }

  private struct Work: Sendable {
    let name: String
    private let body: @Sendable (Tensor, Tensor) -> [Tensor]

    init(_ name: String, _ body: @escaping @Sendable (Tensor, Tensor) -> [Tensor]) {
      (self.name, self.body) = (name, body)
    }

    func results(on device: Device = .cpu) -> [Double] {
      let (x, y) = (numbers([200, 430], 3).to(device), numbers([200, 430], 5).to(device))
      return body(x, y).flatMap { $0.array(of: Double.self) }
    }
  }

  /// Large enough to be shared, of uneven extents.
  private static func numbers(_ shape: Shape, _ seed: Int) -> Tensor {
    let count = shape.elementCount
    return Tensor((0..<count).map { Float(($0 &* 7919 + seed) % 1013) / 500 - 1 }, shape: shape)
  }

  private static let works: [Work] = [
    Work("elementwise") { x, y in [x * y + 1, x.exp(), (x.transpose() + y.transpose()).tanh()] },
    Work("sums") { x, y in
      [x.sum(), x.sum(axes: [0]), x.sum(axes: [1]), x.transpose().sum(axes: [0]), x.mean()]
    },
    Work("sums of planes") { x, y in
      let z = x.reshape([10, 20, 430])
      return [z.sum(axes: [0]), z.sum(axes: [1]), z.sum(axes: [0, 2]), z.transpose().sum()]
    },
    Work("extremes and products") { x, y in
      [x.amax(), x.amax(axes: [0]), x.amin(axes: [1]), (1 + x / 1000).prod(axes: [0])]
    },
    Work("integers") { x, y in
      let whole = (x * 100).to(.int64)
      return [whole.sum(), whole.sum(axes: [0]), whole.sum(axes: [1]), (x .> y).sum(axes: [0])]
    },
    Work("rows") { x, y in
      var leaf = x
      leaf.requiresGrad = true
      let z = leaf.softmax(axis: 1) + leaf.logSoftmax(axis: 1)
      let all = z + leaf.standardized([1], eps: 1e-5).result
      (all * y).sum().backward()
      return [all, leaf.grad].compactMap { $0 }
    },
    Work("recurrent steps") { x, y in
      var (input, hidden, state) = (x[.all, 0..<400], y[.all, 0..<400], x[.all, 10..<110])
      (input.requiresGrad, hidden.requiresGrad, state.requiresGrad) = (true, true, true)
      let (h, c) = Tensor.lstmStep(input: input, hidden: hidden, c: state)
      let next = Tensor.gruStep(
        input: input[.all, 0..<300], hidden: hidden[.all, 100..<400], h: h + state)
      (next * c).sum().backward()
      return [h, c, next, input.grad, hidden.grad, state.grad].compactMap { $0 }
    },
    Work("moves") { x, y in
      let order = Tensor((0..<200).map { $0 * 7 % 200 }, device: x.device)
      let picks = (0..<200 * 430).map { $0 * 11 % 430 }
      let places = Tensor(picks, shape: [200, 430], device: x.device)
      return [
        x.transpose().reshape([86_000]), x.indexSelect(axis: 0, order),
        x.gather(axis: 1, places), Tensor.where(x .> y, x, y), x.to(.bfloat16), x.to(.int32),
      ]
    },
    Work("images") { x, y in
      var results: [Tensor] = []
      // Several images in a strip, and several strips of an image; groups share no weights.
      for (shape, weight, groups) in [
        ([5, 2, 10, 43], [4, 2, 3, 3], 1), ([1, 10, 10, 43], [2, 10, 5, 5], 1),
        ([5, 2, 10, 43], [4, 1, 3, 3], 2),
      ] as [(Shape, Shape, Int)] {
        var image = x[0..<10].reshape(shape)
        var w = y.reshape([y.count])[0..<weight.elementCount].reshape(weight) / 16
        (image.requiresGrad, w.requiresGrad) = (true, true)
        let z = image.conv2d(w, w[.all, 0, 0, 0], padding: 1, groups: groups)
        let (top, mean) = (z.maxPool2d(3, stride: 2, padding: 1), z.avgPool2d(2))
        ((z * z).sum() + top.sum() + (mean * mean).sum()).backward()
        results += [z, top, mean, image.grad, w.grad].compactMap { $0 }
      }
      return results
    },
    Work("products") { x, y in
      var results: [Tensor] = []
      for rows in [1, 3, 16, 64, 200] {
        var (w, part) = (y, x[0..<rows])
        (w.requiresGrad, part.requiresGrad) = (true, true)
        let z = part.linear(w)
        (z * z).sum().backward()
        results += [z, w.grad, part.grad].compactMap { $0 }
      }
      return results
    },
  ]
}

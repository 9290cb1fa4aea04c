import Testing

@testable import KagamiKernels

/// The kernels themselves, at every level, for every small extent and shape in memory, against sums in
/// double precision.
@Suite struct SkinnyJobTests {
  /// Extents around the widths of vectors, tiles and panels at some level.
  static let extents = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 23, 24, 25, 31, 33, 48, 49, 63, 64, 65, 70,
  ]

  /// Triples in which every extent of the list stands in every place beside changing others.
  static let products: [(m: Int, n: Int, k: Int)] =
    extents.indices.flatMap { index in
      let (one, two, three) = (
        extents[index], extents[(index * 7 + 3) % extents.count],
        extents[(index * 11 + 5) % extents.count]
      )
      return [(one, two, three), (three, one, two), (two, three, one)]
    }
    // More than one pass over the inner extent, or than one copy of a turned operand.
    + [(5, 70, 300), (50, 20, 130), (130, 33, 128), (97, 129, 40)]

  @Test(arguments: products) func everyExtent(_ product: (m: Int, n: Int, k: Int)) {
    let (m, n, k) = product
    let kinds: [SkinnyProduct.Kind] = [
      .forward, .inputGradient, .weightGradient, .forwardOfFew, .inputGradientOfFew,
    ]
    for kind in kinds {
      for isAccumulating in [false, true] {
        Self.check(kind, m, n, k, gap: 1 + (m + n) % 3, isAccumulating)
      }
    }
  }

  private static func numbers(_ count: Int, seed: Int) -> [Float] {
    (0..<count).map { Float(($0 &* 7919 &+ seed &* 104_729) % 2003) / 1001 - 1 }
  }

  private static func check(
    _ kind: SkinnyProduct.Kind, _ m: Int, _ n: Int, _ k: Int, gap: Int, _ isAccumulating: Bool
  ) {
    // Lines lie further apart than they are long, by a gap whose content must not matter.
    let isForward = kind == .forward || kind == .forwardOfFew
    let (lineA, lineB, lineC) = (
      (kind == .weightGradient ? m : k) + gap, (isForward ? k : n) + gap, n + gap
    )
    var a = numbers((kind == .weightGradient ? k : m) * lineA, seed: 1)
    var b = numbers((isForward ? n : k) * lineB, seed: 2)
    for (i, line, length) in [(0, lineA, lineA - gap), (1, lineB, lineB - gap)] {
      for start in stride(from: length, to: i == 0 ? a.count : b.count, by: line) {
        for place in start..<start + gap {
          if i == 0 { a[place] = .nan } else { b[place] = .nan }
        }
      }
    }
    let before = numbers(m * lineC, seed: 3)
    var c = before
    c.withUnsafeMutableBufferPointer { c in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          let job = SkinnyJob(
            a: MatrixView(
              a, rows: m, columns: k, rowStride: kind == .weightGradient ? 1 : lineA,
              columnStride: kind == .weightGradient ? lineA : 1),
            b: MatrixView(
              b, rows: k, columns: n, rowStride: isForward ? 1 : lineB,
              columnStride: isForward ? lineB : 1),
            c: c, leading: lineC, accumulating: isAccumulating, epilogue: BLAS.Epilogue())
          switch kind {
          case .forward: job.forward()
          case .inputGradient: job.inputGradient()
          case .forwardOfFew: job.forwardOfFew()
          case .inputGradientOfFew: job.inputGradientOfFew()
          default: job.weightGradient()
          }
        }
      }
    }
    var worst = 0.0
    for i in 0..<m {
      for j in 0..<n {
        var sum = isAccumulating ? Double(before[i * lineC + j]) : 0
        for p in 0..<k {
          let x = a[kind == .weightGradient ? p * lineA + i : i * lineA + p]
          let y = b[isForward ? j * lineB + p : p * lineB + j]
          sum += Double(x) * Double(y)
        }
        let error = abs(Double(c[i * lineC + j]) - sum)
        worst = error <= worst ? worst : error
      }
      let kept = (n..<lineC).allSatisfy { c[i * lineC + $0] == before[i * lineC + $0] }
      #expect(kept, "\(kind), row \(i): the gap is written")
    }
    // Numbers are within [-1, 1]: every order of summation is within k (k + 1) half units of rounding.
    let bound = Double(k + 1) * Double(k + 1) * 0x1p-24
    #expect(worst <= bound, "\(kind) \(m)×\(n)×\(k), accumulating \(isAccumulating)")
  }
}

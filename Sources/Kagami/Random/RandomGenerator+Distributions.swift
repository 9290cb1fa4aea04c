internal import KagamiKernels

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

// Each fills memory as one call of PyTorch's would, in order of memory.
extension RandomGenerator {
  /// Uniform numbers in [low, high), rounded once as PyTorch's are on any machine of this decade.
  func fillUniform(_ memory: UnsafeMutableBufferPointer<Float>, _ low: Double, _ high: Double) {
    nonisolated(unsafe) let memory = memory
    let (from, span) = (Float(low), Float(high) - Float(low))
    draw { stream in
      for index in memory.indices { memory[index] = stream.float() }
      guard let start = memory.baseAddress else { return }
      NormalKernel.scale(start, count: memory.count, by: span, plus: from)
    }
  }

  /// Uniform numbers in [low, high).
  func fillUniform(_ memory: UnsafeMutableBufferPointer<Double>, _ low: Double, _ high: Double) {
    nonisolated(unsafe) let memory = memory
    draw { stream in
      for index in memory.indices { memory[index] = low.addingProduct(stream.double(), high - low) }
    }
  }

  /// Normal numbers.
  ///
  /// Up to 15 come one by one from doubles. More come in blocks of 16 uniforms, of which `j` and
  /// `j + 8` make a pair; where the last block is not full, the last 16 are drawn again.
  func fillNormal(_ memory: UnsafeMutableBufferPointer<Float>, mean: Double, std: Double) {
    nonisolated(unsafe) let memory = memory
    let count = memory.count
    draw { stream in
      guard count >= 16, let start = memory.baseAddress else {
        for index in memory.indices { memory[index] = Float(stream.normal() * std + mean) }
        return
      }
      for index in memory.indices { memory[index] = stream.float() }
      NormalKernel.boxMuller(start, blocks: count / 16, mean: Float(mean), std: Float(std))
      if count % 16 != 0 {
        let tail = start + (count - 16)
        for index in 0..<16 { tail[index] = stream.float() }
        NormalKernel.boxMuller(tail, blocks: 1, mean: Float(mean), std: Float(std))
      }
    }
  }

  /// Normal numbers, in the same pattern from doubles.
  func fillNormal(_ memory: UnsafeMutableBufferPointer<Double>, mean: Double, std: Double) {
    nonisolated(unsafe) let memory = memory
    let count = memory.count
    draw { stream in
      guard count >= 16, let start = memory.baseAddress else {
        for index in memory.indices { memory[index] = stream.normal() * std + mean }
        return
      }
      for index in memory.indices { memory[index] = stream.double() }
      for block in 0..<count / 16 { Self.boxMuller(start + 16 * block, mean, std) }
      if count % 16 != 0 {
        let tail = start + (count - 16)
        for index in 0..<16 { tail[index] = stream.double() }
        Self.boxMuller(tail, mean, std)
      }
    }
  }

  private static func boxMuller(_ x: UnsafeMutablePointer<Double>, _ mean: Double, _ std: Double) {
    for j in 0..<8 {
      let radius = (-2 * log(1 - x[j])).squareRoot()
      let angle = 2 * Double.pi * x[j + 8]
      x[j] = radius * cos(angle) * std + mean
      x[j + 8] = radius * sin(angle) * std + mean
    }
  }

  /// Whole numbers in low..<high.
  func fillIntegers(_ memory: UnsafeMutableBufferPointer<Int64>, _ low: Int64, _ high: Int64) {
    nonisolated(unsafe) let memory = memory
    let range = UInt64(bitPattern: high &- low)
    draw { stream in
      for index in memory.indices {
        memory[index] = low &+ Int64(bitPattern: stream.below(range))
      }
    }
  }

  /// The numbers below `memory.count` in random order, by Fisher and Yates from the front.
  func fillPermutation(_ memory: UnsafeMutableBufferPointer<Int64>) {
    nonisolated(unsafe) let memory = memory
    let count = memory.count
    for index in memory.indices { memory[index] = Int64(index) }
    draw { stream in
      for index in 0..<max(count - 1, 0) {
        memory.swapAt(index, index + Int(stream.bits32() % UInt32(count - index)))
      }
    }
  }

  /// Truths with the same probability, each from a double, as `bernoulli_(p)` draws them.
  func fillTruths(_ memory: UnsafeMutableBufferPointer<Float>, probability: Double) {
    nonisolated(unsafe) let memory = memory
    draw { stream in
      for index in memory.indices { memory[index] = stream.double() < probability ? 1 : 0 }
    }
  }

  /// Truths with a probability each, in place of it: a float's from a float, as
  /// `torch.bernoulli` draws them.
  func turnIntoTruths(_ probabilities: UnsafeMutableBufferPointer<Float>) {
    nonisolated(unsafe) let memory = probabilities
    draw { stream in
      for index in memory.indices { memory[index] = stream.float() < memory[index] ? 1 : 0 }
    }
  }

  /// Truths with a probability each, in place of it, from doubles.
  func turnIntoTruths(_ probabilities: UnsafeMutableBufferPointer<Double>) {
    nonisolated(unsafe) let memory = probabilities
    draw { stream in
      for index in memory.indices { memory[index] = stream.double() < memory[index] ? 1 : 0 }
    }
  }

  /// Exponential numbers of mean 1/rate.
  func fillExponential(_ memory: UnsafeMutableBufferPointer<Double>, rate: Double) {
    nonisolated(unsafe) let memory = memory
    draw { stream in
      for index in memory.indices { memory[index] = -1 / rate * log1p(-stream.double()) }
    }
  }

  /// Places of uniform numbers among running sums that end at 1.
  func fillPlaces(_ memory: UnsafeMutableBufferPointer<Int64>, among sums: [Double]) {
    nonisolated(unsafe) let memory = memory
    draw { stream in
      for index in memory.indices {
        let number = stream.double()
        var (low, high) = (0, sums.count)
        while low < high {
          let middle = (low + high) / 2
          if sums[middle] < number { low = middle + 1 } else { high = middle }
        }
        memory[index] = Int64(low)
      }
    }
  }

  /// A seed for another generator: what `torch.empty((), dtype=torch.int64).random_()` draws.
  package func nextSeed() -> UInt64 { draw { $0.bits64() & (1 << 63 - 1) } }
}

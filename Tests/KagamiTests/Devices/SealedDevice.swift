import Kagami
import KagamiKernels
import Synchronization

/// A device whose memory the CPU cannot read: it has no address, and its bytes are scrambled.
///
/// It implements the core of `Backend` and nothing else, so that every default of the protocol is used.
enum SealedDevice {
  static let device = Device.register("sealed", backend: SealedBackend())
}

/// Bytes that only ``SealedBackend`` can make sense of.
private final class SealedMemory: Sendable {
  private let scrambled: Mutex<[UInt8]>

  init(byteCount: Int) {
    scrambled = Mutex((0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31) })
  }

  func write(_ bytes: UnsafeRawBufferPointer, at start: Int) {
    scrambled.withLock { memory in
      for (index, byte) in bytes.enumerated() { memory[start + index] = ~byte ^ key(start + index) }
    }
  }

  func read(_ bytes: UnsafeMutableRawBufferPointer, at start: Int) {
    scrambled.withLock { memory in
      for index in bytes.indices { bytes[index] = ~(memory[start + index] ^ key(start + index)) }
    }
  }

  private func key(_ place: Int) -> UInt8 { UInt8(truncatingIfNeeded: place &* 167 &+ 13) }
}

/// The core, by plain loops over unscrambled copies.
private struct SealedBackend: Backend {
  private let plain = ReferenceBackend()

  var isHost: Bool { false }

  func allocate(byteCount: Int) -> Storage {
    Storage(byteCount: byteCount, handle: SealedMemory(byteCount: byteCount))
  }

  func write(_ bytes: UnsafeMutableRawBufferPointer, to target: Operand) {
    memory(target.storage).write(
      UnsafeRawBufferPointer(bytes), at: target.offset * target.dtype.byteCount)
  }

  func read(_ source: Operand, into bytes: UnsafeMutableRawBufferPointer) {
    memory(source.storage).read(bytes, at: source.offset * source.dtype.byteCount)
  }

  func fill(_ target: Operand, with value: any TensorScalar) {
    run([], into: target) { plain.fill($1, with: value) }
  }

  func copy(_ source: Operand, into target: Operand) {
    run([source], into: target) { plain.copy($0[0], into: $1) }
  }

  func unary(
    _ function: UnaryFunction, _ x: Operand, p: Double, q: Double, into target: Operand
  ) {
    run([x], into: target) { plain.unary(function, $0[0], p: p, q: q, into: $1) }
  }

  func binary(
    _ function: BinaryFunction, _ a: Operand, _ b: Operand, p: Double, into target: Operand
  ) {
    run([a, b], into: target) { plain.binary(function, $0[0], $0[1], p: p, into: $1) }
  }

  func compare(_ comparison: Comparison, _ a: Operand, _ b: Operand, into target: Operand) {
    run([a, b], into: target) { plain.compare(comparison, $0[0], $0[1], into: $1) }
  }

  func select(_ condition: Operand, _ a: Operand, _ b: Operand, into target: Operand) {
    run([condition, a, b], into: target) { plain.select($0[0], $0[1], $0[2], into: $1) }
  }

  func reduce(_ reduction: ReductionFunction, _ x: Operand, axes: [Int], into target: Operand) {
    run([x], into: target) { plain.reduce(reduction, $0[0], axes: axes, into: $1) }
  }

  func matmul(_ a: Operand, _ b: Operand, into target: Operand, accumulating: Bool) {
    run([a, b], into: target) {
      plain.matmul($0[0], $0[1], into: $1, accumulating: accumulating)
    }
  }

  func gather(_ x: Operand, index: Operand, into target: Operand) {
    run([x, index], into: target) { plain.gather($0[0], index: $0[1], into: $1) }
  }

  func scatter(_ x: Operand, index: Operand, into target: Operand) {
    run([x, index], into: target) { plain.scatter($0[0], index: $0[1], into: $1) }
  }

  func scatterAdd(_ x: Operand, index: Operand, into target: Operand) {
    run([x, index], into: target) { plain.scatterAdd($0[0], index: $0[1], into: $1) }
  }

  /// Runs `body` on unscrambled copies of whole storages, one for each, and scrambles the target's again.
  private func run(
    _ inputs: [Operand], into target: Operand, _ body: ([Operand], Operand) -> Void
  ) {
    var copies: [ObjectIdentifier: Storage] = [:]
    func opened(_ operand: Operand) -> Operand {
      let id = ObjectIdentifier(operand.storage)
      let copy = copies[id] ?? Storage(hostBytes: operand.storage.byteCount)
      if copies[id] == nil {
        copies[id] = copy
        memory(operand.storage).read(bytes(copy), at: 0)
      }
      return Operand(
        storage: copy, offset: operand.offset, dtype: operand.dtype, shape: operand.shape,
        strides: operand.strides)
    }
    let result = opened(target)
    body(inputs.map(opened), result)
    memory(target.storage).write(UnsafeRawBufferPointer(bytes(result.storage)), at: 0)
  }

  private func bytes(_ storage: Storage) -> UnsafeMutableRawBufferPointer {
    Operand(storage: storage, dtype: .uint8, shape: [storage.byteCount], strides: [1]).hostBytes
  }

  private func memory(_ storage: Storage) -> SealedMemory {
    guard let memory = storage.handle as? SealedMemory else {
      fatalError("memory of another device reached the sealed one")
    }
    return memory
  }
}

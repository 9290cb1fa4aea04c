internal import KagamiKernels

// Threads share the images.
extension CPUBackend {
  package func unfold(_ x: Operand, _ window: WindowGeometry, into target: Operand) {
    guard let element = target.dtype.kernelElement else {
      return plain.unfold(x, window, into: target)
    }
    func run<T: CPUElement>(_: T.Type) {
      withRowMajor(x) { x in
        let images = UnfoldedImages(x, window, target)
        nonisolated(unsafe) let (to, from) = (target.typed(T.self), x.typed(T.self))
        images.shared { image in
          T.unfold(
            images.walk, channels: images.channels, from + image * images.size,
            positions: 0..<images.positions, into: to + image * images.unfoldedSize,
            leading: images.positions)
        }
      }
    }
    run(element)
  }

  package func fold(_ x: Operand, _ window: WindowGeometry, into target: Operand) {
    guard let element = target.dtype.kernelElement else {
      return plain.fold(x, window, into: target)
    }
    func run<T: CPUElement>(_: T.Type) {
      // Of a copy, for what it has on padding is lost.
      let copy = Operand(x.shape, x.dtype, of: self)
      self.copy(x, into: copy)
      let images = UnfoldedImages(target, window, copy)
      nonisolated(unsafe) let (to, from) = (target.typed(T.self), copy.typed(T.self))
      images.shared { image in
        T.fill(count: images.size, 0, into: to + image * images.size)
        T.fold(
          images.walk, channels: images.channels, from + image * images.unfoldedSize,
          leading: images.positions, positions: 0..<images.positions,
          into: to + image * images.size)
      }
      withExtendedLifetime(copy) {}
    }
    run(element)
  }
}

/// A batch of images beside their windows' elements.
private struct UnfoldedImages: Sendable {
  let walk: WindowWalk
  let batch, channels, positions: Int
  /// Elements of an image, and of what is unfolded of it.
  let size, unfoldedSize: Int

  init(_ images: Operand, _ window: WindowGeometry, _ unfolded: Operand) {
    let (shape, target) = (images.shape, unfolded.shape)
    walk = WindowWalk(window, over: (shape[2], shape[3]), positions: (target[4], target[5]))
    (batch, channels, positions) = (shape[0], shape[1], target[4] * target[5])
    size = shape[1] * shape[2] * shape[3]
    unfoldedSize = channels * window.size * positions
  }

  func shared(_ body: @Sendable (_ image: Int) -> Void) {
    Threads.forEachBlock(of: batch, size: 1) { body($0.lowerBound) }
  }
}

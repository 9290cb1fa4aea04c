internal import CKernels

/// The gradient of a convolution's weight without an unfolded copy: sums over positions of gradients times rows of
/// memory that begin at fixed distances in a ``DirectBand``.
///
/// Faster than a product of the unfolded matrix where there are few outputs.
struct DirectWeightGradient {
  /// Outputs of a group from which on a product takes so long that unfolding costs little.
  private static let mostOutputs = 32
  /// Parts of the batch that threads share, each with a sum of its own.
  private static let wanted = 16
  /// Elements of those sums at most.
  private static let mostPartial = 1 << 20

  private let job: ConvolutionJob<Float>
  private let band: DirectBand

  /// Nil where the unfolded matrix is multiplied instead.
  init?(_ job: ConvolutionJob<Float>) {
    let (shape, window) = (job.shape, job.shape.walk.window)
    guard SkinnyProduct.isEnabled, job.target == .weight, shape.isWorthUnfolding,
      shape.outputs <= Self.mostOutputs,
      let band = DirectBand(
        rows: DirectAxis(resultsOf: window.rows), columns: DirectAxis(resultsOf: window.columns),
        planes: shape.channels, extents: (window.rows.extent, window.columns.extent))
    else { return nil }
    (self.job, self.band) = (job, band)
  }

  /// Computes the gradient; false if it has NaN: what is infinite may then have met zeros beside the images.
  func run() -> Bool {
    let (shape, count) = (job.shape, job.shape.weightCount)
    let units = shape.batch * band.count
    let fitting = max(1, min(Self.wanted, Self.mostPartial / count))
    let length = (units + fitting - 1) / fitting
    let parts = (units + length - 1) / length
    let distances = band.distances(band.rows.phases[0], band.columns.phases[0])
    nonisolated(unsafe) let gradient = self
    MemoryPool.withBuffer(of: Float.self, count: max(1, parts - 1) * count) { memory in
      nonisolated(unsafe) let (partial, weight) = (memory, job.weight)
      // The first part is added up where the gradient lies, the others behind one another.
      Threads.forEachBlock(of: parts * shape.groups, size: 1, flushing: true) { block in
        let (part, group) = block.lowerBound.quotientAndRemainder(dividingBy: shape.groups)
        let target = part == 0 ? weight : partial + (part - 1) * count
        gradient.add(
          part * length..<min(units, (part + 1) * length), group, distances,
          into: target + group * (count / shape.groups))
      }
      for part in 0..<parts - 1 {
        Float.accumulate(count: count, partial + part * count, into: weight)
      }
    }
    return !Float.reduce(.sum, count: count, UnsafePointer(job.weight), stride: 1).isNaN
  }

  /// The sum over some bands of images, for one group.
  private func add(
    _ units: Range<Int>, _ group: Int, _ distances: [Int32],
    into weight: UnsafeMutablePointer<Float>
  ) {
    let (shape, leading) = (job.shape, band.leading)
    weight.update(repeating: 0, count: shape.outputs * shape.depth)
    MemoryPool.withBuffer(of: Float.self, count: band.capacity) { memory in
      MemoryPool.withBuffer(of: Float.self, count: shape.outputs * leading) { gradients in
        for unit in units {
          let (image, part) = unit.quotientAndRemainder(dividingBy: band.count)
          let places = band.places(part)
          band.read(
            job.images + shape.plane(image, group, 0), distance: shape.pixels,
            from: places.lowerBound, into: memory)
          // In whole vectors.
          let run = (places.count * band.width + 15) / 16 * 16
          read(job.results + shape.result(image, group), places, into: gradients, upTo: run)
          kg_dots_apart_f32(
            shape.outputs, run, shape.depth, gradients, leading, memory, distances, weight,
            shape.depth)
        }
      }
    }
  }

  /// Copies rows of the results' gradients, as far apart as those of a band and with zeros between and behind them.
  private func read(
    _ results: UnsafePointer<Float>, _ places: Range<Int>,
    into gradients: UnsafeMutablePointer<Float>, upTo end: Int
  ) {
    let window = job.shape.walk.window
    var lattice = kg_lattice(
      rows: kg_lattice_axis(
        extent: window.rows.positions, first: places.lowerBound, step: 1, count: places.count),
      columns: kg_lattice_axis(
        extent: window.columns.positions, first: 0, step: 1, count: band.width))
    let count = places.count * band.width
    for output in 0..<job.shape.outputs {
      let to = gradients + output * band.leading
      kg_read_lattice_f32(&lattice, results + output * job.shape.positions, to)
      (to + count).update(repeating: 0, count: end - count)
    }
  }
}

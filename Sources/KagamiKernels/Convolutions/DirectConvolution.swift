internal import CKernels

/// A convolution, or its gradient by images, without an unfolded copy: targets are sums of rows of memory, weighted,
/// that begin at fixed distances in a ``DirectBand``.
///
/// Faster than a product of the unfolded matrix where rows are long enough for vectors.
struct DirectConvolution {
  /// Multiplications of a share among threads at least.
  private static let share = 1 << 18

  private let job: ConvolutionJob<Float>
  /// Whether the targets are results, and the sources images.
  private let isForward: Bool
  private let band: DirectBand
  /// Planes of a group that are written, and their extents.
  private let targets: Int
  private let extents: (rows: Int, columns: Int)

  /// Nil where the unfolded matrix is multiplied instead.
  init?(_ job: ConvolutionJob<Float>) {
    let (shape, window) = (job.shape, job.shape.walk.window)
    guard SkinnyProduct.isEnabled, job.target != .weight, shape.isWorthUnfolding else { return nil }
    self.job = job
    isForward = job.target == .results
    let images = (window.rows.extent, window.columns.extent)
    let results = (window.rows.positions, window.columns.positions)
    targets = isForward ? shape.outputs : shape.channels
    extents = isForward ? results : images
    let band =
      isForward
      ? DirectBand(
        rows: DirectAxis(resultsOf: window.rows), columns: DirectAxis(resultsOf: window.columns),
        planes: shape.channels, extents: images)
      : DirectBand(
        rows: DirectAxis(imagesOf: window.rows), columns: DirectAxis(imagesOf: window.columns),
        planes: shape.outputs, extents: results)
    guard let band else { return nil }
    self.band = band
  }

  /// Computes the targets.
  func run() {
    let (bands, groups) = (band.count, job.shape.groups)
    let (phases, distances) = DirectPhase.all(band, targets: targets)
    let work = band.height * band.width * targets * (phases.map(\.depth).max() ?? 0)
    let size = max(1, Self.share / max(work, 1))
    nonisolated(unsafe) let convolution = self
    withWeight { weight in
      nonisolated(unsafe) let weight = weight
      Threads.forEachBlock(of: job.shape.batch * groups * bands, size: size, flushing: true) {
        block in
        convolution.withBuffers { band, sums in
          distances.withUnsafeBufferPointer { distances in
            for unit in block {
              let (image, rest) = unit.quotientAndRemainder(dividingBy: groups * bands)
              let (group, part) = rest.quotientAndRemainder(dividingBy: bands)
              convolution.run(
                image, group, convolution.band.places(part),
                phases, distances, weight + group * convolution.groupCount,
                Buffers(band: band, sums: sums))
            }
          }
        }
      }
    }
  }

  /// Working memory of a thread.
  private struct Buffers {
    let band, sums: UnsafeMutablePointer<Float>
  }

  private func withBuffers(
    _ body: (_ band: UnsafeMutablePointer<Float>, _ sums: UnsafeMutablePointer<Float>) -> Void
  ) {
    MemoryPool.withBuffer(of: Float.self, count: band.capacity) { memory in
      MemoryPool.withBuffer(of: Float.self, count: targets * band.leading) { body(memory, $0) }
    }
  }

  /// The targets of one group of an image that stand at some rows of places.
  private func run(
    _ image: Int, _ group: Int, _ places: Range<Int>, _ phases: [DirectPhase],
    _ distances: UnsafeBufferPointer<Int32>, _ weight: UnsafePointer<Float>, _ buffers: Buffers
  ) {
    let shape = job.shape
    let (source, distance) =
      isForward
      ? (job.images + shape.plane(image, group, 0), shape.pixels)
      : (job.results + shape.result(image, group), shape.positions)
    band.read(source, distance: distance, from: places.lowerBound, into: buffers.band)
    for phase in phases where phase.count > 0 {
      let here = places.clamped(to: phase.rows)
      if here.isEmpty { continue }
      let terms = Terms(
        weight: weight + phase.weight,
        memory: buffers.band + (here.lowerBound - places.lowerBound) * band.width + phase.start,
        distances: distances.baseAddress.map { $0 + phase.distances })
      if targets == 1, band.rows.step == 1, band.columns.step == 1 {
        writeLines(image, group, phase, here, terms)
        continue
      }
      kg_sums_apart_f32(
        targets, (here.count - 1) * band.width + phase.count, phase.depth, terms.weight,
        phase.depth, terms.memory, terms.distances, buffers.sums, band.leading)
      write(image, group, phase, here, from: buffers.sums)
    }
  }

  /// What the sums of a phase are of: weights, and rows of memory at distances from each place's.
  private struct Terms {
    let weight, memory: UnsafePointer<Float>
    let distances: UnsafePointer<Int32>?
  }

  /// The first of a group's planes of targets in an image, and the elements from one to the next.
  private func planes(_ image: Int, _ group: Int) -> (UnsafeMutablePointer<Float>, Int) {
    isForward
      ? (job.results + job.shape.result(image, group), job.shape.positions)
      : (job.images + job.shape.plane(image, group, 0), job.shape.pixels)
  }

  /// The row of the target at the first of some places of a phase.
  private func row(_ phase: DirectPhase, _ places: Range<Int>) -> Int {
    phase.first.row + (places.lowerBound - phase.rows.lowerBound) * band.rows.step
  }

  /// Writes the targets of a phase as they are summed, where they are one plane's, side by side.
  private func writeLines(
    _ image: Int, _ group: Int, _ phase: DirectPhase, _ places: Range<Int>, _ terms: Terms
  ) {
    kg_lines_apart_f32(
      places.count, phase.count, phase.depth, terms.weight, terms.memory, band.width,
      terms.distances,
      planes(image, group).0 + row(phase, places) * extents.columns + phase.first.column,
      extents.columns, job.bias.map { $0[group] } ?? 0)
  }

  /// Writes the sums of a phase to the targets, and adds the bias.
  private func write(
    _ image: Int, _ group: Int, _ phase: DirectPhase, _ places: Range<Int>,
    from sums: UnsafePointer<Float>
  ) {
    var lattice = kg_lattice(
      rows: kg_lattice_axis(
        extent: extents.rows, first: row(phase, places), step: band.rows.step, count: places.count),
      columns: kg_lattice_axis(
        extent: extents.columns, first: phase.first.column, step: band.columns.step,
        count: phase.count))
    let (to, distance) = planes(image, group)
    for target in 0..<targets {
      kg_write_lattice_f32(
        &lattice, sums + target * band.leading, band.width,
        job.bias.map { $0[group * targets + target] } ?? 0, to + target * distance)
    }
  }

  /// Elements of a group's weight.
  private var groupCount: Int { job.shape.outputs * job.shape.depth }

  /// Calls `body` with each group's weight, phase by phase `[targets, terms]`: as it lies where targets are results,
  /// and else with a copy, in which an image's channel has its terms side by side.
  private func withWeight(_ body: (UnsafePointer<Float>) -> Void) {
    if isForward { return body(job.weight) }
    MemoryPool.withBuffer(of: Float.self, count: job.shape.weightCount) { memory in
      for group in 0..<job.shape.groups {
        copyWeight(from: job.weight + group * groupCount, into: memory + group * groupCount)
      }
      body(memory)
    }
  }

  private func copyWeight(
    from weight: UnsafePointer<Float>, into memory: UnsafeMutablePointer<Float>
  ) {
    let (depth, window) = (job.shape.depth, job.shape.window)
    var to = memory
    for row in band.rows.phases {
      for column in band.columns.phases {
        for channel in 0..<targets {
          for output in 0..<job.shape.outputs {
            let from = weight + output * depth + channel * window.size
            for i in row.taps {
              for j in column.taps {
                to.pointee = from[i.element * window.columns.size + j.element]
                to += 1
              }
            }
          }
        }
      }
    }
  }
}

extension ConvolutionShape {
  /// Whether there is anything to unfold: more than a single element that walks over each in turn.
  var isWorthUnfolding: Bool {
    !isPointwise && weightCount > 0 && batch > 0 && positions > 0 && pixels > 0
  }
}

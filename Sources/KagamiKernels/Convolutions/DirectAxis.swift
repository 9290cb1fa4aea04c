internal import CKernels

/// Along one axis, how a convolution's targets are sums of source elements at fixed distances.
///
/// The source is copied with zeros around it, each residue of its elements by the step for itself. Place `t` of phase
/// `f` of the targets then is a sum over the window's elements that meet the phase, whose source lies at place
/// `t + shift` of a residue.
struct DirectAxis: Sendable {
  /// An element of the window that meets a phase.
  struct Tap: Sendable {
    let element, residue, shift: Int
  }

  /// Targets `step` apart, which have the same taps.
  struct Phase: Sendable {
    /// The first place and how many there are.
    let start, count: Int
    /// The target at the first place.
    let first: Int
    let taps: [Tap]
  }

  /// The distance between source elements of one residue, and how many residues there are.
  let residues: Int
  /// The source element at place 0 of residue 0; may be in front of the source.
  let first: Int
  /// The distance between targets of one phase.
  let step: Int
  let phases: [Phase]
  /// Places beyond a target's own that its taps reach.
  let reach: Int

  /// The places that targets stand at.
  let places: Int

  /// The axis of a convolution's results, which are sums over its images.
  init(resultsOf axis: kg_axis) {
    let taps = (0..<axis.size).map { element in
      let (shift, residue) = (element * axis.dilation).quotientAndRemainder(
        dividingBy: axis.stride)
      return Tap(element: element, residue: residue, shift: shift)
    }
    (residues, first, step) = (axis.stride, -axis.before, 1)
    reach = taps.last?.shift ?? 0
    phases = [Phase(start: 0, count: axis.positions, first: 0, taps: taps)]
    places = axis.positions
  }

  /// The axis of the images that a convolution's results are spread to: at place `t` of phase `f` is element
  /// `t · stride + f − before`, which gets from position `t − (i · dilation − f) / stride`.
  init(imagesOf axis: kg_axis) {
    let stride = axis.stride
    let reach = (axis.size - 1) * axis.dilation / stride
    (residues, first, step, self.reach) = (1, -reach, stride, reach)
    phases = (0..<stride).map { phase in
      let start = max(0, (axis.before - phase + stride - 1) / stride)
      let target = start * stride + phase - axis.before
      let taps = (0..<axis.size).compactMap { element -> Tap? in
        let (back, rest) = (element * axis.dilation - phase).quotientAndRemainder(
          dividingBy: stride)
        return rest == 0 ? Tap(element: element, residue: 0, shift: reach - back) : nil
      }
      let count = max(0, (axis.extent - target + stride - 1) / stride)
      return Phase(start: start, count: count, first: target, taps: taps)
    }
    places = phases.map { $0.start + $0.count }.max() ?? 0
  }
}

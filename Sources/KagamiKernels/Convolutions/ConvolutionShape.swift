internal import CKernels

/// The extents that meet in a convolution: images `[batch, groups · channels, rows, columns]`, a weight
/// `[groups · outputs, channels, size of the window]`, and results `[batch, groups · outputs, positions]`.
package struct ConvolutionShape: Sendable {
  package let batch, groups: Int
  /// Channels of one group's images, and of its results.
  package let channels, outputs: Int
  package let window: WindowGeometry
  /// Elements of one channel of an image, and of a result.
  let pixels, positions: Int
  let walk: WindowWalk

  /// - Parameters:
  ///   - window: The window and its walk.
  ///   - groups: Groups of channels, each of which has a part of the weight.
  ///   - images: `[batch, channels of all groups, rows, columns]`.
  ///   - results: `[batch, outputs of all groups, rows, columns]`.
  package init(window: WindowGeometry, groups: Int, images: [Int], results: [Int]) {
    (self.window, self.groups, batch) = (window, groups, images[0])
    (channels, outputs) = (images[1] / groups, results[1] / groups)
    (pixels, positions) = (images[2] * images[3], results[2] * results[3])
    walk = WindowWalk(
      window, over: (images[2], images[3]), positions: (results[2], results[3]))
  }

  /// Terms of a result, and rows of an unfolded image.
  var depth: Int { channels * window.size }

  /// Elements of the weight.
  var weightCount: Int { groups * outputs * depth }

  /// Whether an image is its own unfolded matrix: the window is a single element on each in turn.
  var isPointwise: Bool { window.rows.isTrivial && window.columns.isTrivial }

  /// Whether the window has a single position, on all of an image and nothing else.
  var coversImages: Bool {
    positions == 1 && window.size == pixels && walk.window.rows.covers
      && walk.window.columns.covers
  }

  /// Where a channel of a group begins among the images.
  func plane(_ image: Int, _ group: Int, _ channel: Int) -> Int {
    ((image * groups + group) * channels + channel) * pixels
  }

  /// Where a group's results of an image begin.
  func result(_ image: Int, _ group: Int) -> Int {
    (image * groups + group) * outputs * positions
  }
}

extension kg_axis {
  /// Whether neighbouring elements of the window are all elements of the axis.
  fileprivate var covers: Bool { size == extent && before == 0 && (dilation == 1 || size == 1) }
}

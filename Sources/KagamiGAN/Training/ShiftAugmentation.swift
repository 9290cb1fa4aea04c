internal import Kagami

/// Moves the images that the discriminator sees by a few pixels, at random, real and fake alike.
///
/// A discriminator that never sees the same pixels twice cannot learn the training images by heart.
/// Gradients lead through the shift to the generator. All images of a batch move together, real ones and
/// fake ones each by a shift of their own. Source: Zhao et al., "Differentiable augmentation for
/// data-efficient GAN training", 2020, where each image has its own.
public struct ShiftAugmentation: Sendable, Equatable {
  /// The most pixels by which images move along either axis.
  public var reach: Int

  /// - Parameter reach: The most pixels by which images move along either axis, 1 or more.
  public init(reach: Int) {
    if reach < 1 { misuse("ShiftAugmentation", "a reach of \(reach)", hint: "use 1 pixel or more") }
    self.reach = reach
  }

  /// The images moved; what comes in from outside is black.
  ///
  /// The shift is drawn from the current stream.
  ///
  /// - Parameter images: `[batch, side²]`, of a side above the reach.
  func callAsFunction(_ images: Tensor) -> Tensor {
    let (batch, pixels) = (images.shape[0], images.shape[1])
    let side = Int(Double(pixels).squareRoot().rounded())
    let shifts = Tensor.randint(-reach, reach + 1, [2]).array(of: Int.self)
    return images.reshape([batch, side, side])
      .moved(by: shifts[0], along: 1).moved(by: shifts[1], along: 2).reshape([batch, pixels])
  }
}

extension Tensor {
  /// `[batch, side, side]` moved along an axis, with −1 where nothing comes from.
  fileprivate func moved(by shift: Int, along axis: Int) -> Tensor {
    if shift == 0 { return self }
    let extent = shape[axis]
    let kept = shift > 0 ? 0..<(extent - shift) : -shift..<extent
    var border = Array(shape)
    border[axis] = Int(shift.magnitude)
    let black = Tensor.full(Shape(border), -1, dtype: dtype, device: device)
    let part = axis == 1 ? self[.all, kept] : self[.all, .all, kept]
    return Tensor.concatenate(shift > 0 ? [black, part] : [part, black], axis: axis)
  }
}

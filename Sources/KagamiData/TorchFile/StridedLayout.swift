internal import Kagami

/// Which elements of a storage are a tensor's, checked to be there.
struct StridedLayout {
  /// Why a tensor does not fit its storage.
  struct Fault: Error, Equatable {
    let reason: String
  }

  let offset: Int
  let shape: Shape
  let strides: Strides

  /// Checks extents, strides and offset against a storage of `count` elements.
  ///
  /// A tensor may not have an element of the storage at two places, as an expanded one does: it could be many times
  /// larger than its file. The check takes the axes from the closest strides to the widest, each of which has to reach
  /// beyond all that lie within it; views that PyTorch's operations cut out pass, expanded ones apart.
  init(shape: [Int], strides: [Int], offset: Int, count: Int) throws(Fault) {
    guard shape.count == strides.count else {
      throw Fault(reason: "\(shape.count) extents have \(strides.count) strides")
    }
    guard shape.count <= Shape.maximumRank else {
      throw Fault(reason: "a tensor has at most \(Shape.maximumRank) axes")
    }
    guard let size = Extents.product(shape) else {
      throw Fault(reason: "\(shape) is no shape")
    }
    guard offset >= 0, strides.allSatisfy({ $0 >= 0 }) else {
      throw Fault(reason: "the offset \(offset) or a stride of \(strides) is negative")
    }
    self.shape = Shape(shape)
    if size == 0 {
      (self.offset, self.strides) = (0, Strides(repeating: 1, count: shape.count))
      return
    }
    let axes = shape.indices.filter { shape[$0] > 1 }.sorted { strides[$0] < strides[$1] }
    var reach = 0
    var isOverlapping = false
    var isBeyond = false
    for axis in axes {
      isOverlapping = isOverlapping || strides[axis] <= reach
      let (step, stepOverflow) = strides[axis].multipliedReportingOverflow(by: shape[axis] - 1)
      let (next, overflow) = reach.addingReportingOverflow(step)
      isBeyond = isBeyond || stepOverflow || overflow
      reach = next
    }
    let (last, overflow) = offset.addingReportingOverflow(reach)
    guard !isBeyond, !overflow, last < count else {
      throw Fault(
        reason: "shape \(shape), strides \(strides) and offset \(offset) reach beyond "
          + "the \(count) elements of its storage")
    }
    guard !isOverlapping else {
      throw Fault(reason: "elements of shape \(shape) and strides \(strides) overlap")
    }
    self.offset = offset
    // The stride of an axis of extent 1 means nothing and may be anything.
    self.strides = Strides(strides.map { min($0, count) })
  }
}

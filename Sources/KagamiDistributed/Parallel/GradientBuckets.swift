internal import Kagami
internal import KagamiNN

/// Parameters whose gradients move together, in rows of at most so many bytes.
///
/// The last parameters come first: their gradients are there first.
struct GradientBuckets {
  /// Parameters of one type, by their places among all.
  struct Bucket {
    var indices: [Int]
    var count: Int
    let dtype: DType
  }

  let buckets: [Bucket]

  /// - Parameters:
  ///   - parameters: All of them; those at `indices` take part.
  ///   - bytes: What a bucket holds at most, unless one gradient alone is larger.
  init(_ parameters: [Parameter], at indices: [Int], bytes: Int) {
    var buckets: [Bucket] = []
    for index in indices.reversed() {
      let (count, dtype) = (parameters[index].count, parameters[index].dtype)
      if let last = buckets.last, last.dtype == dtype,
        (last.count + count) * dtype.byteCount <= bytes
      {
        buckets[buckets.count - 1].indices.append(index)
        buckets[buckets.count - 1].count += count
      } else {
        buckets.append(Bucket(indices: [index], count: count, dtype: dtype))
      }
    }
    self.buckets = buckets
  }
}

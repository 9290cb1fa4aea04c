/// Joins samples as PyTorch's `default_collate` does.
///
/// ```swift
/// collate([Tensor([1.0, 2]), Tensor([3.0, 4])])       // [2, 2]
/// collate([1, 2, 3])                                  // int64, [3]
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.default_collate>.
///
/// - Parameter samples: One or more, all of one form.
/// - Returns: Tensors stacked, numbers as a tensor, lists and dictionaries joined place by place.
public func collate<Sample: Collatable>(_ samples: [Sample]) -> Sample.Collated {
  Sample.collated(samples)
}

/// Joins pairs, part by part, as PyTorch's `default_collate` does.
///
/// ```swift
/// let (images, labels) = collate(pairs: [(image, 7), (other, 3)])     // [2, 28, 28] and int64 of [2]
/// ```
/// - Parameter samples: One or more.
/// - Returns: What the first parts become, and what the second ones.
public func collate<A: Collatable, B: Collatable>(
  pairs samples: [(A, B)]
) -> (A.Collated, B.Collated) {
  (collate(samples.map(\.0)), collate(samples.map(\.1)))
}

/// Joins triples, part by part; see the form for pairs.
///
/// - Parameter samples: One or more.
/// - Returns: What the parts of each place become.
public func collate<A: Collatable, B: Collatable, C: Collatable>(
  triples samples: [(A, B, C)]
) -> (A.Collated, B.Collated, C.Collated) {
  (collate(samples.map(\.0)), collate(samples.map(\.1)), collate(samples.map(\.2)))
}

/// Joins tuples of four, part by part; see the form for pairs.
///
/// - Parameter samples: One or more.
/// - Returns: What the parts of each place become.
public func collate<A: Collatable, B: Collatable, C: Collatable, D: Collatable>(
  quadruples samples: [(A, B, C, D)]
) -> (A.Collated, B.Collated, C.Collated, D.Collated) {
  (
    collate(samples.map(\.0)), collate(samples.map(\.1)), collate(samples.map(\.2)),
    collate(samples.map(\.3))
  )
}

public import Kagami

/// Splits a set at random into parts of given numbers of samples.
///
/// ```swift
/// let parts = randomSplit(digits, lengths: [50_000, 10_000])
/// let (training, validation) = (parts[0], parts[1])
/// ```
/// The samples are those of one `randperm`, cut in order: the same seed gives PyTorch's parts. Source:
/// <https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.random_split>.
///
/// - Parameters:
///   - dataset: What to split.
///   - lengths: Samples in each part; their sum is the set's count.
///   - generator: The stream of random numbers; the current one unless given.
/// - Returns: A part for each length.
/// - Precondition: no length is negative, and they add up to the set's count.
public func randomSplit<Data: SizedDataset>(
  _ dataset: Data, lengths: [Int], generator: RandomGenerator? = nil
) -> [Subset<Data>] {
  let count = dataset.count
  var rest = count
  for length in lengths {
    // Subtracted, not added: a length may be as large as a number can be.
    if length < 0 || length > rest { rest = -1 } else { rest -= length }
    if rest < 0 { break }
  }
  if rest != 0 {
    misuse(
      "randomSplit", "lengths of \(lengths) do not add up to \(count) samples",
      hint: "pass the number of samples of each part, or fractions that add up to 1")
  }
  let order = Tensor.randperm(count, generator: generator).array(of: Int.self)
  var start = 0
  return lengths.map { length in
    defer { start += length }
    return Subset(dataset, indices: Array(order[start..<start + length]))
  }
}

/// Splits a set at random into parts that are fractions of it.
///
/// ```swift
/// let parts = randomSplit(digits, fractions: [0.8, 0.1, 0.1])
/// ```
/// Each part gets `⌊count · fraction⌋` samples; those that are left go one each to the parts from the
/// first on, as in PyTorch.
///
/// - Parameters:
///   - dataset: What to split.
///   - fractions: Within 0 to 1, adding up to 1 but for rounding.
///   - generator: The stream of random numbers; the current one unless given.
/// - Returns: A part for each fraction.
/// - Precondition: the fractions are within 0 to 1 and add up to 1.
public func randomSplit<Data: SizedDataset>(
  _ dataset: Data, fractions: [Double], generator: RandomGenerator? = nil
) -> [Subset<Data>] {
  let sum = fractions.reduce(0, +)
  if !fractions.allSatisfy({ (0...1).contains($0) }) || !((sum - 1).magnitude <= 1e-9) {
    misuse(
      "randomSplit", "fractions of \(fractions) are not within 0 to 1, or do not add up to 1")
  }
  let count = dataset.count
  var lengths = fractions.map { Int((Double(count) * $0).rounded(.down)) }
  let rest = count - lengths.reduce(0, +)
  for place in 0..<max(rest, 0) { lengths[place % lengths.count] += 1 }
  return randomSplit(dataset, lengths: lengths, generator: generator)
}

/// A list of samples that are fetched one by one.
///
/// ```swift
/// struct Recordings: SampleDataset {
///   let files: [String]
///   var count: Int { files.count }
///   func item(_ index: Int) -> (Tensor, Int) { (samples(of: files[index]), index % 2) }
/// }
/// let batches = Recordings(files: files).collated { collate(pairs: $0) }   // a Dataset for DataLoader
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/data.html#map-style-datasets>.
public protocol SampleDataset: SizedDataset {
  /// What a sample is: a tensor, a number, a tuple or a structure of these, anything.
  associatedtype Sample

  /// The sample at an index.
  ///
  /// - Parameter index: Within `0..<count`.
  func item(_ index: Int) -> Sample

  /// The same as far as it draws no random numbers, on whatever thread; what is left is done when the
  /// batch of the sample is delivered.
  ///
  /// A set whose samples do not depend on random numbers needs no such function: unless there is one,
  /// this is the whole of ``item(_:)``.
  ///
  /// - Parameter index: Within `0..<count`.
  func prepare(item index: Int) -> Prepared<Sample>
}

extension SampleDataset {
  /// The whole sample.
  public func prepare(item index: Int) -> Prepared<Sample> { .complete(item(index)) }
}

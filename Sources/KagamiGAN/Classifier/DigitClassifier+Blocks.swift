public import Kagami
public import KagamiData

extension DigitClassifier {
  /// Images in a block unless another number is given: enough that a block uses all threads, and few
  /// enough that its activations stay in the cache.
  public static let blockSize = 1000

  /// The features of a large set, block by block, in evaluation mode and without a tape.
  ///
  /// ```swift
  /// let features = classifier.features(ofAll: images)    // [50000, 784] gives [50000, 256]
  /// ```
  /// - Parameters:
  ///   - images: `[n, inputDim]` within [−1, 1]; n may be 0.
  ///   - blockSize: Images at a time, 1 or more.
  /// - Returns: `[n, featureDim]`, 0 or more.
  public func features(ofAll images: Tensor, blockSize: Int = DigitClassifier.blockSize) -> Tensor {
    inBlocks(ImageBlocks(images, inputDim), blockSize, width: featureDim, features)
  }

  /// The features of a data set, block by block, in evaluation mode and without a tape.
  ///
  /// - Parameters:
  ///   - digits: Images of `inputDim` pixels.
  ///   - blockSize: Images at a time, 1 or more.
  /// - Returns: `[n, featureDim]`, 0 or more.
  public func features(
    ofAll digits: DigitImages, blockSize: Int = DigitClassifier.blockSize
  ) -> Tensor {
    inBlocks(ImageBlocks(digits, inputDim), blockSize, width: featureDim, features)
  }

  /// The logits of a large set, block by block, in evaluation mode and without a tape.
  ///
  /// - Parameters:
  ///   - images: `[n, inputDim]` within [−1, 1]; n may be 0.
  ///   - blockSize: Images at a time, 1 or more.
  /// - Returns: `[n, 10]`; their softmax along axis 1 holds the probabilities of the digits.
  public func logits(ofAll images: Tensor, blockSize: Int = DigitClassifier.blockSize) -> Tensor {
    inBlocks(
      ImageBlocks(images, inputDim), blockSize, width: Self.classCount, callAsFunction)
  }

  /// The logits of a data set, block by block, in evaluation mode and without a tape.
  ///
  /// - Parameters:
  ///   - digits: Images of `inputDim` pixels.
  ///   - blockSize: Images at a time, 1 or more.
  /// - Returns: `[n, 10]`; their softmax along axis 1 holds the probabilities of the digits.
  public func logits(
    ofAll digits: DigitImages, blockSize: Int = DigitClassifier.blockSize
  ) -> Tensor {
    inBlocks(
      ImageBlocks(digits, inputDim), blockSize, width: Self.classCount, callAsFunction)
  }

  /// The most probable digit of each image in a data set, beside its label.
  ///
  /// ```swift
  /// let confusion = classifier.confusion(on: try MNIST.load(directory: folder, split: .test))
  /// print(confusion.accuracy)
  /// ```
  /// Of equal logits the first is taken.
  ///
  /// - Parameter digits: Images of `inputDim` pixels.
  public func confusion(on digits: DigitImages) -> ConfusionMatrix {
    let predicted = logits(ofAll: digits).argmax(axis: 1).array(of: Int.self)
    return ConfusionMatrix(labels: digits.labels.map(Int.init), predicted: predicted)
  }

  /// Computes rows of `width` numbers from blocks of images, and leaves the mode as it was.
  private func inBlocks(
    _ blocks: ImageBlocks, _ blockSize: Int, width: Int, _ compute: (Tensor) -> Tensor
  ) -> Tensor {
    if blockSize < 1 {
      misuse("DigitClassifier", "a block of \(blockSize) images", hint: "use 1 or more")
    }
    let wasTraining = training
    eval()
    defer { train(wasTraining) }
    return noGrad {
      let starts = stride(from: 0, to: blocks.count, by: blockSize)
      let parts = starts.map { start in
        compute(blocks.images(start..<start + min(blockSize, blocks.count - start)))
      }
      return parts.isEmpty
        ? Tensor.zeros([0, width]) : Tensor.concatenate(parts, axis: 0)
    }
  }
}

/// Images that are fetched block by block, from a tensor or from bytes.
private struct ImageBlocks {
  let count: Int
  let images: (Range<Int>) -> Tensor

  init(_ tensor: Tensor, _ pixels: Int) {
    if tensor.rank != 2 || tensor.shape[1] != pixels {
      misuse(
        "DigitClassifier", "\(tensor.shape) are no images of \(pixels) pixels",
        hint: "expected [n, \(pixels)]; flatten images")
    }
    count = tensor.shape[0]
    images = { tensor[$0] }
  }

  init(_ digits: DigitImages, _ pixels: Int) {
    if digits.height * digits.width != pixels {
      misuse(
        "DigitClassifier",
        "images of \(digits.height)×\(digits.width) do not fit a classifier of \(pixels) pixels")
    }
    count = digits.count
    images = { digits.batch(Array($0)).images }
  }
}

public import Kagami

/// A table of vectors, selected by their indices.
///
/// ```swift
/// let words = Embedding(1000, 64, paddingIdx: 0)
/// words(Tensor([[3, 7, 0], [1, 0, 0]]))      // [2, 3, 64]
/// ```
/// The weight is `[numEmbeddings, embeddingDim]`, drawn from the standard normal distribution,
/// PyTorch's numbers for the same seed; the row at `paddingIdx` is then set to 0. The gradient of a
/// row is the sum of those of its uses; the padding row gets none. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html>.
public final class Embedding: Module {
  /// The number of rows.
  public let numEmbeddings: Int
  /// The extent of each vector.
  public let embeddingDim: Int
  /// The row that gets no gradient, or nil.
  public let paddingIdx: Int?
  /// The norm above which rows are scaled down when they are looked up, or nil.
  public let maxNorm: Double?
  /// The *p* of that norm.
  public let normType: Double
  /// Whether a row's gradient is divided by how often the row was looked up.
  public let scaleGradByFreq: Bool
  /// The table, `[numEmbeddings, embeddingDim]`.
  public let weight: Parameter

  /// A table with freshly drawn rows.
  ///
  /// - Parameters:
  ///   - numEmbeddings: The number of rows.
  ///   - embeddingDim: The extent of each vector.
  ///   - paddingIdx: The row that starts as 0 and gets no gradient; negative from the end.
  ///   - maxNorm: The norm above which rows are scaled down, in place, when they are looked up.
  ///   - normType: The *p* of that norm.
  ///   - scaleGradByFreq: Whether a row's gradient is divided by how often it was looked up.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(
    _ numEmbeddings: Int, _ embeddingDim: Int, paddingIdx: Int? = nil, maxNorm: Double? = nil,
    normType: Double = 2, scaleGradByFreq: Bool = false, dtype: DType = .float32
  ) {
    Initialization.check(
      "Embedding", [("numEmbeddings", numEmbeddings), ("embeddingDim", embeddingDim)])
    if let paddingIdx, !(-numEmbeddings..<numEmbeddings).contains(paddingIdx) {
      misuse("Embedding", "paddingIdx \(paddingIdx) must be within \(numEmbeddings) rows")
    }
    self.numEmbeddings = numEmbeddings
    self.embeddingDim = embeddingDim
    let padding = paddingIdx.map { $0 < 0 ? $0 + numEmbeddings : $0 }
    self.paddingIdx = padding
    self.maxNorm = maxNorm
    self.normType = normType
    self.scaleGradByFreq = scaleGradByFreq
    var table = Tensor.randn([numEmbeddings, embeddingDim], dtype: dtype)
    if let padding { table[padding] = Tensor.zeros([embeddingDim], dtype: dtype) }
    weight = Parameter(table)
  }

  /// The rows that `x` names.
  ///
  /// - Parameter x: Row numbers, `int64` of any shape.
  /// - Returns: The shape of `x` and one more axis, of `embeddingDim`.
  public override func forward(_ x: Tensor) -> Tensor {
    if x.dtype != .int64 {
      return misuse(
        "Embedding", "rows are named by \(x.dtype), expected int64",
        hint: "convert with to(.int64)", standIn: x)
    }
    let rows = x.array(of: Int64.self)
    if let odd = rows.first(where: { $0 < 0 || $0 >= numEmbeddings }) {
      return misuse(
        "Embedding", "index \(odd) is out of range of \(numEmbeddings) rows", standIn: x)
    }
    if let maxNorm { limit(Set(rows), to: maxNorm) }
    let vectors = weight.value.indexSelect(axis: 0, x.reshape([x.count]))
    var shape = x.shape
    shape.append(embeddingDim)
    return weighted(vectors, rows).reshape(shape)
  }

  /// The same vectors, of whose gradients only a share goes on.
  private func weighted(_ vectors: Tensor, _ rows: [Int64]) -> Tensor {
    var result = vectors
    if scaleGradByFreq {
      let counts = rows.reduce(into: [:]) { $0[$1, default: 0] += 1 }
      let shares = rows.map { 1 / Double(counts[$0] ?? 1) }
      result = result.scalingGradient(by: column(shares, like: vectors))
    }
    if let padding = paddingIdx.map(Int64.init), rows.contains(padding) {
      let isPadding = column(rows.map { $0 == padding ? 1 : 0 }, like: vectors)
      result = Tensor.where(isPadding, result.detach(), result)
    }
    return result
  }

  private func column(_ values: [Double], like other: Tensor) -> Tensor {
    Tensor(values, shape: [values.count, 1], dtype: other.dtype, device: other.device)
  }

  /// Scales rows down whose norm is above `limit`, as PyTorch does before it looks them up.
  private func limit(_ rows: Set<Int64>, to limit: Double) {
    let present = weight.value.detach()
    let factors = rows.sorted().map(Int.init).compactMap { row in
      let norm = present[row].norm(normType)
      return norm > limit ? (row: row, factor: limit / (norm + 1e-7)) : nil
    }
    // Where all rows are short enough nothing is written, so that tasks may share the layer.
    if factors.isEmpty { return }
    weight.update { table in
      for (row, factor) in factors { table[row] = table[row].detach() * factor }
    }
  }

  public override var extraDescription: String {
    var text = "\(numEmbeddings), \(embeddingDim)"
    if let paddingIdx { text += ", padding_idx=\(paddingIdx)" }
    if let maxNorm { text += ", max_norm=\(PythonText.number(maxNorm))" }
    if normType != 2 { text += ", norm_type=\(PythonText.number(normType))" }
    if scaleGradByFreq { text += ", scale_grad_by_freq=True" }
    return text
  }
}

extension Tensor {
  /// `(Σ|x|ᵖ)^(1/p)`; the largest magnitude for an infinite *p*, the number of elements but zeros for
  /// 0.
  fileprivate func norm(_ p: Double) -> Double {
    if count == 0 { return 0 }
    if p == .infinity { return abs().amax().item() }
    if p == 0 { return (self .!= 0).sum().item() }
    return abs().pow(p).sum().pow(1 / p).item()
  }
}

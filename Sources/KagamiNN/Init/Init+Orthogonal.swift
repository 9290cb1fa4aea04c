public import Kagami

extension Init {
  /// Makes the rows or, if there are more, the columns orthogonal and of length `gain`.
  ///
  /// Axes after the first are taken together. The factor Q of a normal matrix, with signs that make it
  /// uniform over all rotations and reflections. Source: Saxe et al., 2014;
  /// <https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.orthogonal_>.
  ///
  /// - Precondition: the parameter has at least two axes.
  public static func orthogonal(
    _ parameter: Parameter, gain: Double = 1, generator: RandomGenerator? = nil
  ) {
    let shape = parameter.shape
    if shape.count < 2 {
      misuse("Init.orthogonal", "a parameter of \(shape) has fewer than two axes")
    }
    guard parameter.count > 0 else { return }
    let (rows, columns) = (shape[0], parameter.count / shape[0])
    let drawn = Tensor.normal(
      [rows, columns], mean: 0, std: 1, dtype: parameter.dtype, device: parameter.device,
      generator: generator)
    let isWide = rows < columns
    do throws(LinearAlgebraError) {
      var (q, r) = try (isWide ? drawn.transpose() : drawn).qr()
      let order = min(rows, columns)
      let diagonal = (r * Tensor.eye(order, dtype: r.dtype, device: r.device)).sum(axis: 0)
      q = q * diagonal.sign()
      if isWide { q = q.transpose() }
      parameter.assign(q.reshape(shape) * gain)
    } catch {
      misuse("Init.orthogonal", error.description)
    }
  }
}

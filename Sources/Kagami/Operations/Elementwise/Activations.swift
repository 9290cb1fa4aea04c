extension Tensor {
  /// `min(max(x, 0), 6)`, elementwise.
  ///
  /// The gradient is 1 between the bounds and 0 on them and outside; NaN stays NaN and passes its gradient. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu6.html>.
  public func relu6() -> Tensor { Tensor.where(self .<= 0, 0, Tensor.where(self .>= 6, 6, self)) }

  /// `x·min(max(x + 3, 0), 6)/6`, elementwise.
  ///
  /// The gradient is 0 up to −3, 1 from 3 on, and `x/3 + 1/2` between. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardswish.html>.
  public func hardswish() -> Tensor {
    let isBetween = (self .> -3) .&& (self .< 3)
    // What is not taken must not be infinite: its gradient of 0 would become NaN.
    let between = Tensor.where(isBetween, self, 0)
    let below = self.detach() * (self.detach() + 3).clamp(min: 0, max: 6) / 6
    return Tensor.where(
      isBetween, between * (between + 3) / 6, Tensor.where(self .<= -3, below, self))
  }

  /// `min(max(x/6 + 1/2, 0), 1)`, elementwise.
  ///
  /// The gradient is 1/6 between −3 and 3, and 0 elsewhere. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardsigmoid.html>.
  public func hardsigmoid() -> Tensor {
    let isBetween = (self .> -3) .&& (self .< 3)
    return Tensor.where(isBetween, self + 3, (self.detach() + 3).clamp(min: 0, max: 6)) / 6
  }

  /// `x·tanh(log(1 + eˣ))`, elementwise.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mish.html>.
  public func mish() -> Tensor { self * softplus().tanh() }

  /// `−log(1 + e⁻ˣ)`, elementwise, without overflow.
  ///
  /// The gradient is `1 − sigmoid x`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.logsigmoid.html>.
  public func logSigmoid() -> Tensor { -(-self).softplus() }

  /// `x/(1 + |x|)`, elementwise.
  ///
  /// The gradient is `1/(1 + |x|)²`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softsign.html>.
  public func softsign() -> Tensor { self / (abs() + 1) }

  /// `max(0, x) + min(0, α·(e^(x/α) − 1))`, elementwise.
  ///
  /// The gradient is 1 above 0 and `e^(x/α)` elsewhere. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.celu.html>.
  ///
  /// - Parameter alpha: What inputs far below 0 tend to, negated; not 0.
  public func celu(alpha: Double = 1) -> Tensor {
    let isBelow = self .<= 0
    // What is not taken must not be infinite: its gradient of 0 would become NaN.
    let below = Tensor.where(isBelow, self, 0)
    return Tensor.where(isBelow, (below / alpha).expm1() * alpha, self)
  }

  /// `a · sigmoid b`, where a is the first half of an axis and b the second.
  ///
  /// ```swift
  /// Tensor.randn([64, 512]).glu()      // [64, 256]
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.glu.html>.
  ///
  /// - Parameter axis: The axis that is halved, of an even extent; negative from the end.
  public func glu(axis: Int = -1) -> Tensor {
    checked { () throws(MisuseError) in
      if rank == 0 { throw MisuseError("glu", "a tensor of rank 0 has no axis to halve") }
      let position = try checkedAxis(axis, "glu")
      let extent = shape[position]
      if !extent.isMultiple(of: 2) {
        throw MisuseError("glu", "axis \(axis) of \(shape) has no halves")
      }
      return narrow(axis: position, start: 0, length: extent / 2)
        * narrow(axis: position, start: extent / 2, length: extent / 2).sigmoid()
    }
  }
}

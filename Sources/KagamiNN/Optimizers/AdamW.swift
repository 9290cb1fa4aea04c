/// Adam whose weight decay shrinks the weight itself, apart from the gradient.
///
/// ```swift
/// let optimizer = AdamW(model.parameters(), lr: 1e-3, weightDecay: 0.05)
/// ```
/// `w ← (1 − lr·decay)·w`, then ``Adam``'s step. So the decay does not go through the moments, and all
/// weights shrink at one pace. Source: Loshchilov and Hutter, 2019;
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html>.
public final class AdamW: Adam {
  /// An optimizer of groups; the other settings are those of groups that do not set them.
  ///
  /// - Parameters:
  ///   - groups: What to change.
  ///   - lr: The learning rate.
  ///   - betas: The factors β₁, β₂ that the means keep.
  ///   - eps: What is added to the denominator.
  ///   - weightDecay: The share of the weight that is lost in a step, divided by `lr`.
  ///   - amsgrad: Whether the largest mean square so far is used.
  ///   - maximize: Whether the objective is to grow.
  /// - Precondition: `lr`, `eps` and `weightDecay` are not negative; both betas are in [0, 1).
  public init(
    _ groups: [ParameterGroup], lr: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    eps: Double = 1e-8, weightDecay: Double = 1e-2, amsgrad: Bool = false, maximize: Bool = false
  ) {
    super.init(
      groups, lr: lr, betas: betas, eps: eps, weightDecay: weightDecay, amsgrad: amsgrad,
      maximize: maximize, decoupledWeightDecay: true)
  }

  /// An optimizer of one group; see ``init(_:lr:betas:eps:weightDecay:amsgrad:maximize:)``.
  public convenience init(
    _ parameters: [Parameter], lr: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    eps: Double = 1e-8, weightDecay: Double = 1e-2, amsgrad: Bool = false, maximize: Bool = false
  ) {
    self.init(
      [ParameterGroup(parameters)], lr: lr, betas: betas, eps: eps, weightDecay: weightDecay,
      amsgrad: amsgrad, maximize: maximize)
  }
}

import CommandSupport
import KagamiGAN

/// The flags by which a recipe's optimizer is changed; nil leaves a number to the recipe.
struct OptimizerFlags {
  var lr: Double?
  var beta1: Double?
  var beta2: Double?

  /// The numbers that training begins with.
  func checked(
    for recipe: Recipe
  ) throws(UsageError) -> (lr: Double, beta1: Double?, beta2: Double?) {
    if let lr { try UsageError.require(lr > 0 && lr.isFinite, "--lr", lr, "a number above 0") }
    for (flag, beta) in [("--beta1", beta1), ("--beta2", beta2)] {
      guard let beta else { continue }
      try UsageError.require((0..<1).contains(beta), flag, beta, "0 or more and less than 1")
    }
    let optimizer = recipe.plan(steps: 1).optimizer
    guard case .adam(let rate, let first, let second) = optimizer else {
      if beta1 != nil || beta2 != nil {
        throw UsageError("--beta1, --beta2: recipe \(recipe.rawValue) does not use Adam")
      }
      return (lr ?? optimizer.lr.start, nil, nil)
    }
    return (lr ?? rate.start, beta1 ?? first, beta2 ?? second.start)
  }

  /// Puts the numbers into a recipe's optimizer; one that changes over the run ends where it would have,
  /// a learning rate at the same share of its start.
  func apply(to optimizer: inout OptimizerChoice) {
    if let lr, lr != optimizer.lr.start {
      var rate = optimizer.lr
      rate.end *= lr / rate.start
      rate.start = lr
      optimizer.lr = rate
    }
    guard case .adam(let rate, let first, var second) = optimizer else { return }
    if let beta2, beta2 != second.start { second = Ramp(beta2) }
    optimizer = .adam(lr: rate, beta1: beta1 ?? first, beta2: second)
  }
}

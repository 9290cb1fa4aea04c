internal import Kagami

/// Multiplies the first rates by a function of the epoch.
///
/// ```swift
/// LambdaLR(optimizer) { epoch in 1 / (1 + 0.1 * Double(epoch)) }
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LambdaLR.html>.
public final class LambdaLR: LRScheduler {
  private let lambdas: [(Int) -> Double]

  /// One function for all groups.
  public init(_ optimizer: Optimizer, lastEpoch: Int = -1, lrLambda: @escaping (Int) -> Double) {
    lambdas = optimizer.groups.map { _ in lrLambda }
    super.init(optimizer, lastEpoch: lastEpoch)
  }

  /// A function for each group.
  ///
  /// - Precondition: there are as many as groups.
  public init(_ optimizer: Optimizer, lrLambdas: [(Int) -> Double], lastEpoch: Int = -1) {
    if lrLambdas.count != optimizer.groups.count {
      misuse(
        "LambdaLR", "\(lrLambdas.count) functions do not fit \(optimizer.groups.count) groups")
    }
    lambdas = lrLambdas
    super.init(optimizer, lastEpoch: lastEpoch)
  }

  public override func rates() -> [Double] {
    zip(baseLRs, lambdas).map { base, lambda in base * lambda(lastEpoch) }
  }
}

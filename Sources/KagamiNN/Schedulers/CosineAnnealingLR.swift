internal import Kagami

/// Lowers rates to `etaMin` along half a cosine of `tMax` epochs, and raises them again after.
///
/// ```swift
/// CosineAnnealingLR(optimizer, tMax: 100, etaMin: 1e-5)
/// ```
/// `lr = ηmin + (lr₀ − ηmin)(1 + cos(π·t/tMax))/2`, in the form that goes from each rate to the next.
/// Source: Loshchilov and Hutter, "SGDR", 2017;
/// <https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html>.
public final class CosineAnnealingLR: LRScheduler {
  /// The epochs to the lowest rate.
  public let tMax: Int
  /// The lowest rate.
  public let etaMin: Double

  /// - Precondition: `tMax` is above 0.
  public init(_ optimizer: Optimizer, tMax: Int, etaMin: Double = 0, lastEpoch: Int = -1) {
    if !(1...Int.max / 2).contains(tMax) { misuse("CosineAnnealingLR", "tMax cannot be \(tMax)") }
    (self.tMax, self.etaMin) = (tMax, etaMin)
    super.init(optimizer, lastEpoch: lastEpoch)
  }

  public override func rates() -> [Double] {
    let (t, period) = (Double(lastEpoch), Double(tMax))
    if isInitial { return currentLRs }
    if stepCount == 1, lastEpoch > 0 {
      return baseLRs.map {
        etaMin + ($0 - etaMin) * (1 + cosine(t * .pi / period)) / 2
      }
    }
    if (lastEpoch - 1 - tMax) % (2 * tMax) == 0 {
      // The rate before was the lowest, which no factor raises.
      return zip(currentLRs, baseLRs).map { current, base in
        current + (base - etaMin) * (1 - cosine(.pi / period)) / 2
      }
    }
    let factor = (1 + cosine(.pi * t / period)) / (1 + cosine(.pi * (t - 1) / period))
    return currentLRs.map { factor * ($0 - etaMin) + etaMin }
  }

  public override func closedFormRates() -> [Double]? {
    baseLRs.map {
      etaMin + ($0 - etaMin) * (1 + cosine(.pi * Double(lastEpoch) / Double(tMax))) / 2
    }
  }
}

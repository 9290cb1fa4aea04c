/// Divergences between lists of shares that add up to 1, in nats.
enum Divergence {
  /// `KL(p ‖ q) = Σ pᵢ·log(pᵢ / qᵢ)`; infinite where `q` is 0 and `p` is not.
  static func kullbackLeibler(_ p: [Double], _ q: [Double]) -> Double {
    zip(p, q).reduce(0) { sum, pair in
      pair.0 > 0 ? sum + pair.0 * logarithm(pair.0 / pair.1) : sum
    }
  }

  /// `½·KL(p ‖ m) + ½·KL(q ‖ m)` for the mean `m` of both: symmetric, at most log 2.
  static func jensenShannon(_ p: [Double], _ q: [Double]) -> Double {
    let mean = zip(p, q).map { ($0 + $1) / 2 }
    return (kullbackLeibler(p, mean) + kullbackLeibler(q, mean)) / 2
  }
}

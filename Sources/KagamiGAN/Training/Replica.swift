internal import Kagami
public import KagamiNN

/// A trainer's place among others that train the same networks, each on its part of every batch.
///
/// ```swift
/// trainer.replica = Replica(index: world.rank, count: world.size) { parameters in
///   do { try world.averageGradients(of: parameters) } catch { world.abort("\(error)") }
/// }
/// ```
/// All replicas begin with the same networks and draw from streams of the same state: noise is drawn for the whole
/// batch, of which replica r takes rows r, r + N, r + 2N and so on. Gradients are averaged before every update. So the
/// replicas do together what one trainer does with whole batches, up to rounding; with a loss that compares images of
/// a batch with each other, as ``RelativisticLoss`` does, each compares its own.
public struct Replica {
  /// The place among the replicas, from 0.
  public let index: Int
  /// How many there are.
  public let count: Int
  /// Replaces the gradients of a network's parameters by their means over the replicas.
  public let averageGradients: ([Parameter]) -> Void

  /// A place among replicas.
  ///
  /// - Parameters:
  ///   - index: From 0.
  ///   - count: How many there are.
  ///   - averageGradients: Replaces gradients by their means over the replicas; called on each as often, with the same
  ///     network.
  public init(index: Int, count: Int, averageGradients: @escaping ([Parameter]) -> Void) {
    if !(0..<count).contains(index) {
      misuse(
        "Replica", "there is no replica \(index) among \(count)", hint: "replicas count from 0")
    }
    (self.index, self.count, self.averageGradients) = (index, count, averageGradients)
  }

  /// This replica's rows of what is drawn for all.
  ///
  /// - Parameters:
  ///   - count: How many rows this replica needs.
  ///   - draw: Gives as many rows as it is asked for.
  func rows(_ count: Int, _ draw: (Int) -> Tensor) -> Tensor {
    let whole = draw(count * self.count)
    let grouped = whole.reshape(Shape([count, self.count] + whole.shape.dropFirst()))
    return grouped[0..<count, index]
  }
}

extension Replica? {
  /// This replica's rows of what is drawn for all; all of them where there is one trainer.
  func rows(_ count: Int, _ draw: (Int) -> Tensor) -> Tensor {
    if let self { self.rows(count, draw) } else { draw(count) }
  }

  /// Images of all replicas' parts of a batch.
  func whole(_ batch: Int) -> Int { batch * (self?.count ?? 1) }
}

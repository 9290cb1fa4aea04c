import Kagami
import KagamiDistributed
import KagamiNN

/// Batch normalization by the statistics of all ranks, in float64.
enum NormRun {
  /// A rank's part of the batch; the first rank's is larger.
  static func input(rank: Int) -> Tensor {
    Tensor.randn(
      [rank == 0 ? 5 : 3, 4, 2, 3], dtype: .float64, generator: RandomGenerator(seed: UInt64(rank)))
  }

  static func results(_ world: ProcessGroup) throws -> StateDict {
    let norm = BatchNorm2d(4, dtype: .float64)
    let layers = SyncBatchNorm.convert(norm, group: world)
    var x = input(rank: world.rank)
    x.requiresGrad = true
    let y = norm(x)
    // The gradient of a function of all ranks' outputs, and of one of its gradients.
    let slope = grad(of: (y * y * y).sum(), withRespectTo: [x], createGraph: true)[0]
    (slope * slope).sum().backward()
    return norm.stateDict() + [
      ("layers", Tensor(layers)), ("y", y.detach()), ("slope", slope.detach()),
      ("second", x.grad ?? Tensor(0)),
      ("weight.grad", try world.allReduce(norm.weight?.grad ?? Tensor(0))),
    ]
  }
}

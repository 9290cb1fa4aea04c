import Kagami
import KagamiDistributed
import KagamiNN
import TestSupport
import Testing

/// Batch normalization over ranks is that of one process with the whole batch, gradients of both orders included.
@Suite(.wants("MPI", if: !MPIRun.all.isEmpty)) struct SyncBatchNormTests {
  private func input(rank: Int) -> Tensor {
    Tensor.randn(
      [rank == 0 ? 5 : 3, 4, 2, 3], dtype: .float64, generator: RandomGenerator(seed: UInt64(rank)))
  }

  @Test(arguments: MPIRun.all, [2, 3]) func equalsTheWholeBatch(launcher: MPIRun, ranks: Int) throws
  {
    let found = try Ranks(launcher, ranks, "norm")
    let norm = BatchNorm2d(4, dtype: .float64)
    let parts = (0..<ranks).map { input(rank: $0) }
    var x = Tensor.concatenate(parts)
    x.requiresGrad = true
    let y = norm(x)
    let slope = grad(of: (y * y * y).sum(), withRespectTo: [x], createGraph: true)[0]
    (slope * slope).sum().backward()

    func close(_ name: String, _ whole: Tensor?) throws {
      let own = Tensor.concatenate(try (0..<ranks).map { try found.tensor(name, $0) })
      let expected = try #require(whole).detach()
      let difference = (own - expected).abs().amax().item()
      #expect(difference < 1e-11, "\(name) differs by \(difference)")
    }
    try close("y", y)
    try close("slope", slope)
    try close("second", x.grad)
    for rank in 0..<ranks {
      #expect(try found.tensor("layers", rank).item() == 1)
      #expect(try found.tensor("num_batches_tracked", rank).item() == 1)
      for (name, whole) in [
        ("running_mean", norm.runningMean?.value), ("running_var", norm.runningVar?.value),
        ("weight.grad", norm.weight?.grad),
      ] {
        let (own, expected) = (try found.tensor(name, rank), try #require(whole))
        let difference = (own - expected).abs().amax().item()
        #expect(difference < 1e-11, "\(name) differs by \(difference)")
      }
    }
  }

  @Test func oneRankChangesNothing() throws {
    let model = Sequential(Linear(3, 4), BatchNorm1d(4))
    #expect(SyncBatchNorm.convert(model, group: try .world) == 1)
    #expect((model.children()[1] as? BatchNorm)?.statistics == nil)
  }
}

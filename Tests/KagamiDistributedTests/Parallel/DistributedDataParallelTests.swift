import Kagami
import KagamiDistributed
import KagamiNN
import TestSupport
import Testing

/// A model trained by several ranks has the bits of one process that computes the parts apart and adds them.
@Suite(.wants("MPI", if: !MPIRun.all.isEmpty)) struct DistributedDataParallelTests {
  /// As in `rank-program`.
  final class Net: Module {
    let first = Linear(12, 32)
    let norm = LayerNorm(32)
    let second = Linear(32, 5)
    let odd = Linear(12, 5)
    let never = Linear(3, 3)

    override func forward(_ x: Tensor) -> Tensor { second(norm(first(x)).relu()) }
  }

  /// One process: each rank's gradients by themselves, then added in the stated order and divided.
  private func reference(_ way: String, _ ranks: Int, steps: Int) -> StateDict {
    withGenerator(RandomGenerator(seed: 7)) {
      let net = Net()
      if way == "frozen" { net.first.setRequiresGrad(false) }
      let parameters = net.parameters()
      let optimizer = Adam(parameters.filter(\.requiresGrad), lr: 1e-2)
      for step in 0..<steps {
        let gradients = (0..<ranks).map { rank in
          net.zeroGrad()
          for part in 0..<(way == "accumulated" ? 2 : 1) {
            loss(net, way, step, part, rank).backward()
          }
          return parameters.map { $0.grad?.array(of: Float.self) }
        }
        for (index, parameter) in parameters.enumerated() {
          let own = gradients.map { $0[index] }
          guard own.contains(where: { $0 != nil }) else { continue }
          var rows = own.map { $0 ?? [Float](repeating: 0, count: parameter.count) }
          func rounded(_ row: [Float]) -> [Float] {
            way == "compressed" ? Tensor(row).to(.bfloat16).array(of: Float.self) : row
          }
          rows = rows.map(rounded)
          let mean = rounded(tree(rows, +).map { $0 / Float(ranks) })
          parameter.grad = Tensor(mean).reshape(parameter.shape)
        }
        if way == "clipped" { clipGradNorm(parameters, maxNorm: 0.5) }
        optimizer.step()
      }
      return net.stateDict()
    }
  }

  private func loss(_ net: Net, _ way: String, _ step: Int, _ part: Int, _ rank: Int) -> Tensor {
    let stream = RandomGenerator(seed: UInt64(100 * step + 10 * part + rank))
    var x = Tensor.randn([6, 12], generator: stream)
    let y = Tensor.randn([6, 5], generator: stream)
    x.requiresGrad = way == "penalty"
    var output = net(x)
    if way == "branches", rank % 2 == 1 { output = output + net.odd(x) }
    let loss = MSELoss()(output, y)
    guard way == "penalty" else { return loss }
    let slope = grad(of: output.sum(), withRespectTo: [x], createGraph: true)[0]
    return loss + (slope * slope).sum() * 0.1
  }

  private func check(_ launcher: MPIRun, _ ranks: Int, _ way: String, steps: Int = 50) throws {
    let found = try Ranks(launcher, ranks, "model", "\(steps)", way)
    let expected = reference(way, ranks, steps: steps)
    #expect(expected.count == 10)
    for rank in 0..<ranks {
      for (name, tensor) in expected {
        #expect(
          try found.tensor(name, rank).bytes == tensor.bytes, "\(way): \(name) on rank \(rank)")
      }
      #expect(try found.tensor("differences", rank).item() == 0)
      let unused = way == "frozen" || way != "branches" ? 4.0 : 2.0
      #expect(try found.tensor("unused", rank).item() == unused)
    }
  }

  static let ways = [
    "plain", "accumulated", "clipped", "frozen", "branches", "penalty", "compressed", "buckets",
  ]

  @Test(arguments: MPIRun.all, ways) func twoRanks(launcher: MPIRun, way: String) throws {
    try check(launcher, 2, way)
  }

  @Test(.wants("Open MPI", if: MPIRun.openMPI != nil), arguments: [3, 4, 8])
  func anyNumberOfRanks(_ ranks: Int) throws {
    guard let launcher = MPIRun.openMPI else { return }
    try check(launcher, ranks, "plain", steps: 20)
    try check(launcher, ranks, "branches", steps: 5)
  }
}

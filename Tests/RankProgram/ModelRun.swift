import Kagami
import KagamiDistributed
import KagamiNN

/// A model of two layers and a part that may be frozen or unused, in training.
struct ModelRun {
  /// What is special about a run.
  enum Way: String {
    /// Nothing.
    case plain
    /// Gradients of two passes are added up before each step.
    case accumulated
    /// The global norm is clipped.
    case clipped
    /// The first layer is frozen.
    case frozen
    /// A branch is used on odd ranks alone, and another on none.
    case branches
    /// A penalty on the gradient of the input.
    case penalty
    /// Gradients are sent as bfloat16.
    case compressed
    /// Small buckets.
    case buckets
  }

  let steps: Int
  let way: Way

  init(steps: Int, way: String) throws {
    self.steps = steps
    self.way = Way(rawValue: way) ?? .plain
  }

  final class Net: Module {
    let first = Linear(12, 32)
    let norm = LayerNorm(32)
    let second = Linear(32, 5)
    let odd = Linear(12, 5)
    let never = Linear(3, 3)

    override func forward(_ x: Tensor) -> Tensor { second(norm(first(x)).relu()) }
  }

  /// A rank's images of a step, and what is expected of them.
  static func batch(_ step: Int, part: Int, rank: Int) -> (x: Tensor, y: Tensor) {
    let stream = RandomGenerator(seed: UInt64(100 * step + 10 * part + rank))
    return (Tensor.randn([6, 12], generator: stream), Tensor.randn([6, 5], generator: stream))
  }

  /// The loss of a rank.
  func loss(_ model: Module, _ net: Net, _ x: Tensor, _ y: Tensor, rank: Int) -> Tensor {
    var x = x
    x.requiresGrad = way == .penalty
    var output = model(x)
    if way == .branches, rank % 2 == 1 { output = output + net.odd(x) }
    let loss = MSELoss()(output, y)
    guard way == .penalty else { return loss }
    let slope = grad(of: output.sum(), withRespectTo: [x], createGraph: true)[0]
    return loss + (slope * slope).sum() * 0.1
  }

  func results(_ world: ProcessGroup) throws -> StateDict {
    // Other weights on every rank: rank 0's count.
    manualSeed(7 + world.rank)
    let net = Net()
    if way == .frozen { net.first.setRequiresGrad(false) }
    let model = try DistributedDataParallel(
      net, bucketBytes: way == .buckets ? 300 : 25 << 20,
      gradientsSentAs: way == .compressed ? .bfloat16 : nil)
    let optimizer = Adam(model.parameters().filter(\.requiresGrad), lr: 1e-2)
    var differences = 0
    for step in 0..<steps {
      optimizer.zeroGrad()
      let (x, y) = Self.batch(step, part: 0, rank: world.rank)
      if way == .accumulated {
        model.noSync { loss(model, net, x, y, rank: world.rank).backward() }
        let (x, y) = Self.batch(step, part: 1, rank: world.rank)
        loss(model, net, x, y, rank: world.rank).backward()
      } else {
        loss(model, net, x, y, rank: world.rank).backward()
      }
      if way == .clipped { clipGradNorm(model.parameters(), maxNorm: 0.5) }
      optimizer.step()
      // All ranks have the same bits after every step.
      for parameter in model.parameters() {
        let all = try world.allGather(parameter.value)
        if all.contains(where: { !$0.isIdentical(to: all[0]) }) { differences += 1 }
      }
    }
    let unused = Tensor(model.unusedParameters.count)
    return model.stateDict() + [("differences", Tensor(differences)), ("unused", unused)]
  }
}

extension Tensor {
  /// Whether another has the same bits.
  func isIdentical(to other: Tensor) -> Bool {
    array(of: Float.self).map(\.bitPattern) == other.array(of: Float.self).map(\.bitPattern)
  }
}

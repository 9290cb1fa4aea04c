import Foundation
import Kagami
import KagamiDistributed
import KagamiNN

/// What ends a run; none of these may wait forever.
enum FaultRun {
  static func run(_ kind: String, _ world: ProcessGroup) throws {
    let isOdd = world.rank == 1
    let x = Tensor.ones([4])
    switch kind {
    // Another model.
    case "model":
      _ = try DistributedDataParallel(Linear(4, isOdd ? 3 : 2))
    case "more":
      _ = try DistributedDataParallel(
        isOdd ? Sequential(Linear(4, 2), Linear(2, 2)) : Sequential(Linear(4, 2)))
    case "dtype":
      _ = try DistributedDataParallel(Linear(4, 2).to(isOdd ? .float64 : .float32))
    // Other calls.
    case "shape": _ = try world.allReduce(isOdd ? Tensor.ones([5]) : x)
    case "call":
      if isOdd { _ = try world.broadcast(x) } else { _ = try world.allReduce(x) }
    case "early":
      // Rank 1 is done before the others.
      for step in 0..<10 where !(isOdd && step > 4) { _ = try world.allReduce(x) }
    case "pass":
      // Rank 1 takes no second step.
      let model = try DistributedDataParallel(Linear(4, 2))
      for step in 0..<3 where !(isOdd && step > 0) {
        model(Tensor.ones([1, 4])).sum().backward()
      }
    // Ranks that end.
    case "killed":
      _ = try world.allReduce(x)
      if isOdd { kill(getpid(), SIGKILL) }
      for _ in 0..<1000 { _ = try world.allReduce(Tensor.ones([100_000])) }
    case "trap":
      if isOdd { _ = x.reshape([3]) }
      _ = try world.allReduce(x)
    case "throws":
      if isOdd { throw FileError.notFound }
      _ = try world.allReduce(x)
      _ = try world.allReduce(x)
    case "abort":
      if isOdd { world.abort("the loss is not finite") }
      _ = try world.allReduce(x)
      _ = try world.allReduce(x)
    // A rank that no longer comes.
    case "stuck":
      world.timeout = .seconds(2)
      if isOdd { sleep(60) }
      _ = try world.allReduce(x)
    default: exit(64)
    }
    print("rank \(world.rank) is done")
  }

  enum FileError: Error, CustomStringConvertible {
    case notFound
    var description: String { "numbers.csv: no such file" }
  }
}

// One rank of several; started by the tests under an MPI launcher.
//
//   rank-program collectives OUT           every collective on tensors that follow from the rank
//   rank-program model OUT STEPS WAY       a model in training; see ModelRun
//   rank-program gan OUT STEPS RECIPE      the pair of networks
//   rank-program pair OUT STEPS            two wrapped networks against each other
//   rank-program norm OUT                  batch normalization over all ranks
//   rank-program fault KIND                what ends a run
//
// What a rank has in the end is in OUT/rank-R.safetensors.

import Foundation
import Kagami
import KagamiData
import KagamiDistributed
import KagamiNN

let arguments = Array(CommandLine.arguments.dropFirst())

/// Writes what this rank has in the end.
func save(_ tensors: StateDict, _ folder: String, _ world: ProcessGroup) throws {
  try Safetensors.save(tensors, to: "\(folder)/rank-\(world.rank).safetensors")
}

do throws(any Error) {
  guard let command = arguments.first else { exit(64) }
  let world = try ProcessGroup.world
  switch command {
  case "collectives": try save(CollectivesRun.results(world), arguments[1], world)
  case "model":
    let run = try ModelRun(steps: Int(arguments[2]) ?? 0, way: arguments[3])
    try save(run.results(world), arguments[1], world)
  case "gan":
    try save(
      GANRun.results(world, steps: Int(arguments[2]) ?? 0, recipe: arguments[3]), arguments[1],
      world)
  case "pair":
    try save(PairRun.results(world, steps: Int(arguments[2]) ?? 0), arguments[1], world)
  case "norm": try save(NormRun.results(world), arguments[1], world)
  case "fault": try FaultRun.run(arguments[1], world)
  default: exit(64)
  }
} catch {
  FileHandle.standardError.write(Data("Error: \(error)\n".utf8))
  exit(1)
}

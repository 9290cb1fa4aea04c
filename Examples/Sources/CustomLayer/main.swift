// A layer of one's own, watched and changed by hooks, saved and loaded by the names of its parameters.
//
// Shows a `Module` with two `Parameter`s; a forward hook that keeps activations, a backward hook that prints the
// norms of gradients, a forward hook that replaces an output; safetensors.
//
//   swift run --package-path Examples -c release CustomLayer [folder]
//
// Prints, with last digits that depend on the processor's vectors:
//
//   RingClassifier(
//     (basis): RadialBasis(in=2, units=16)
//     (output): Linear(in_features=16, out_features=1, bias=True)
//   )
//   step   0: gradient norm 0.0167 at the output of output
//   step   0: gradient norm 0.0098 at the output of basis
//   …
//   held-out accuracy 96.7 %
//   mean activations tensor([0.0265, 0.2031, … 0.0564]) of [2000, 16]
//   without one unit each: 94.6 %, 85.3 %, … 92.8 %
//   runs/example-ring.safetensors basis.centres [16, 2]
//   …
//   into 8 units: the state does not fit RingClassifier: basis.centres is [16, 2], expected [8, 2]; …

import Foundation
import Kagami
import KagamiData
import KagamiNN

/// Ends the program with one line and a status that is not 0.
func fail(_ problem: String) -> Never {
  FileHandle.standardError.write(Data("CustomLayer: \(problem)\n".utf8))
  exit(1)
}

/// Radial basis functions: each unit has a centre c and computes exp(−γ·|x − c|²).
///
/// Centres and log γ are learned. Stored `Parameter`s and modules are found by their properties' names, which
/// are the names in a file of weights: `centres` and `logGamma` here.
final class RadialBasis: Module {
  /// The centres, `[units, in]`.
  let centres: Parameter
  /// `[units]`: a logarithm, so that γ stays positive.
  let logGamma: Parameter

  init(_ inFeatures: Int, units: Int) {
    centres = Parameter(Tensor.uniform([units, inFeatures], -1, 1))
    logGamma = Parameter(Tensor.full([units], 2.0))
  }

  /// The values of all units.
  ///
  /// - Parameter x: `[batch, in]`
  /// - Returns: `[batch, units]`
  override func forward(_ x: Tensor) -> Tensor {
    let offsets = x.unsqueeze(axis: 1) - centres.value  // [batch, units, in]
    let squares = (offsets * offsets).sum(axis: -1)  // [batch, units]
    return (-squares * logGamma.value.exp()).exp()
  }

  /// What `print` shows between parentheses.
  override var extraDescription: String { "in=\(centres.shape[1]), units=\(centres.shape[0])" }
}

/// Separates points inside a ring from those around it.
final class RingClassifier: Module {
  let basis: RadialBasis
  let output: Linear

  init(units: Int) {
    basis = RadialBasis(2, units: units)
    output = Linear(units, 1)
  }

  override func forward(_ x: Tensor) -> Tensor { output(basis(x)) }
}

/// Points of a square, `[count, 2]`, and 1 for those between two circles, `[count, 1]`.
func ring(_ count: Int) -> (x: Tensor, labels: Tensor) {
  let x = Tensor.uniform([count, 2], -1, 1)
  let radius = (x * x).sum(axis: 1, keepDims: true).sqrt()
  return (x, ((radius .> 0.4) .&& (radius .< 0.8)).to(.float32))
}

func accuracy(of model: Module, on points: (x: Tensor, labels: Tensor)) -> Double {
  noGrad { ((model(points.x) .> 0) .== (points.labels .> 0.5)).to(.float32).mean().item() }
}

func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }

manualSeed(0)
let (training, heldOut) = (ring(1_000), ring(2_000))
let model = RingClassifier(units: 16)
print(model)

// A hook that only observes: it is called with the module, the gradients of its inputs and those of its outputs.
var step = 0
let handles = model.namedChildren().map { name, module in
  module.registerFullBackwardHook { _, _, gradOutputs in
    if step % 200 == 0, let gradient = gradOutputs[0] {
      let norm = (gradient * gradient).sum().sqrt().item()
      print(String(format: "step %3d: gradient norm %.4f at the output of", step, norm), name)
    }
    return nil
  }
}

let optimizer = Adam(model.parameters(), lr: 0.05)
let criterion = BCEWithLogitsLoss()
while step < 600 {
  optimizer.zeroGrad()
  criterion(model(training.x), training.labels).backward()
  optimizer.step()
  step += 1
}
// Hooks stay until their handles take them away.
for handle in handles { handle.remove() }

let reached = accuracy(of: model, on: heldOut)
print("held-out accuracy", percent(reached))
if reached < 0.93 { fail("accuracy \(reached) is below 0.93") }

// A hook that keeps activations; `scope` takes it away again. `captureActivations` does this for any layers by
// their names.
var activations: Tensor?
let logits = noGrad {
  model.basis.registerForwardHook { _, _, outputs in activations = outputs[0] }.scope {
    model(heldOut.x)
  }
}
guard let activations else { fail("the hook was not called") }
print("mean activations", activations.mean(axis: 0), "of", activations.shape)
if !model.output(activations).allClose(logits) { fail("the activations are not those of the call") }

// A hook that returns tensors replaces the output: here a unit is silenced, to see what it is good for.
let without = (0..<16).map { unit in
  model.basis.registerForwardHook { _, _, outputs in
    var changed = outputs[0]
    changed[.all, unit] = Tensor.zeros([changed.shape[0]])
    return [changed]
  }.scope { accuracy(of: model, on: heldOut) }
}
print("without one unit each:", without.map(percent).joined(separator: ", "))
if accuracy(of: model, on: heldOut) != reached { fail("a hook was left behind") }

// Weights are saved under the dotted names of the parameters and loaded by them.
let folder = CommandLine.arguments.dropFirst().first ?? "runs"
let path = folder + "/example-ring.safetensors"
do {
  // Where the folder cannot be made, writing into it says why.
  try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  try Safetensors.save(model.stateDict(), to: path)
  let content = try Safetensors.load(path)
  for (name, tensor) in content.tensors { print(path, name, tensor.shape) }

  let copy = RingClassifier(units: 16)
  try copy.loadStateDict(content.tensors)
  if noGrad({ copy(heldOut.x) }).array(of: Float.self) != logits.array(of: Float.self) {
    fail("the loaded model computes something else")
  }

  // A part of the file, into such a part alone, where names do not begin with `basis.`.
  let part = RadialBasis(2, units: 16)
  try part.loadStateDict(
    content.tensors.filter { $0.name.hasPrefix("basis.") }
      .map { (String($0.name.dropFirst("basis.".count)), $0.tensor) })
  if !part.centres.value.allClose(model.basis.centres.value) { fail("the centres differ") }

  // What does not fit is thrown, all of it in one line, and nothing is written.
  do {
    try RingClassifier(units: 8).loadStateDict(content.tensors)
    fail("weights of 16 units were loaded into 8")
  } catch {
    print("into 8 units:", error)
  }
} catch {
  fail("\(error)")
}

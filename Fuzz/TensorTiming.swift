import Foundation
import Kagami
import KagamiCases

/// Times the last step of a program, and the pass back from its result where the program ends in one.
struct TensorTiming: Decodable {
  var program: TensorProgram
  /// About how long to go on.
  var milliseconds: Double
  /// Threads to use; those of before where there is no number.
  var threads: Int?

  /// The median of single runs, in milliseconds.
  ///
  /// Runs of less than a tenth of a millisecond are timed several together.
  func median() throws -> Double {
    if let threads { setNumThreads(threads) }
    guard let step = program.steps.last else { throw FormTable.UnknownForm(name: "none") }
    let form = try FormTable.form(step.form)
    let arguments = FuzzArguments(step.arguments)
    var leaves = try program.leaves.map { try $0.tensor() }
    var kept = step.inputs.map { leaves[$0] }
    let isDifferentiated = program.end != nil
    var seed: Tensor?
    if form.isInPlace { leaves = [] }
    func once() throws {
      if form.isInPlace {
        // Nothing else holds the first input, so that it is changed where it lies.
        var inputs = kept
        kept = []
        let rest = Array(inputs.dropFirst())
        let changed = try form.apply(&inputs, arguments)
        kept = [changed] + rest
        return
      }
      var inputs = kept
      let result = try form.apply(&inputs, arguments)
      guard isDifferentiated else { return }
      let given = seed ?? Tensor.ones(like: result)
      seed = given
      result.backward(gradient: given)
      for leaf in leaves { leaf.grad = nil }
    }
    func time(_ count: Int) throws -> Double {
      let start = ContinuousClock.now
      for _ in 0..<count { try once() }
      return (ContinuousClock.now - start) / .milliseconds(1) / Double(count)
    }
    let first = try time(3)
    let count = max(1, Int((0.1 / max(first, 1e-6)).rounded()))
    var times: [Double] = []
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    repeat { times.append(try time(count)) } while ContinuousClock.now < end
    return times.sorted()[times.count / 2]
  }
}

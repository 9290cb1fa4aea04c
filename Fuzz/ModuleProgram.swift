/// A module, a loss, an optimizer and perhaps schedulers, and the batches of some steps.
struct ModuleProgram: Decodable, Sendable {
  /// One row of the table with its parameters, and what it is made of.
  struct Part: Decodable, Sendable {
    var form: String
    var arguments: [String: [String]]
    var children: [Part]?
  }

  struct Group: Decodable, Sendable {
    /// Places among the module's parameters.
    var parameters: [Int]
    var settings: [String: Double]
  }

  struct Step: Decodable, Sendable {
    var input, target: TensorRecord
    /// Whether the input lies in memory with its axes the other way round.
    var transposed: Bool
    /// Whether the module is in training.
    var training: Bool
    /// Where random numbers start.
    var seed: Int
    /// What becomes of older gradients: `none`, `zeros` or `keep`.
    var zeroing: String
    /// How often schedulers step after the optimizer.
    var ticks: Int
    /// Whether a new optimizer, and new schedulers, take over the state of the old ones first.
    var reloads: Bool
    /// Settings that all groups get first.
    var changes: [String: Double]
    /// Parameters that require no gradient from here on, as places, or nil for no change.
    var frozen: [Int]?
  }

  struct Average: Decodable, Sendable {
    /// The share that an exponential average keeps; nil for the plain mean.
    var decay: Double?
    var buffers: Bool
  }

  var model: Part
  var state: [TensorRecord]
  var dtype: String
  var steps: [Step]
  var loss: Part
  var optimizer: Part
  var groups: [Group]
  var schedulers: [Part]
  /// `norm` or `value` with its bound, or nil.
  var clip: Part?
  /// Parameters that require no gradient, as places.
  var frozen: [Int]
  var average: Average?
  /// Whether inputs require gradients.
  var inputGradient: Bool
  /// Whether the square of the input's gradient is part of the loss.
  var penalty: Bool
  /// Whether the last forward pass is an evaluation.
  var evaluates: Bool
}

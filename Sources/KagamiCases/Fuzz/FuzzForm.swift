package import Kagami

/// One operation as the fuzzer draws it: inputs and parameters of given kinds, how Kagami computes it and
/// the Python expression by which torch computes the same.
package struct FuzzForm: Sendable {
  /// What may be drawn as an input.
  package enum InputKind: String, Sendable {
    /// Any tensor.
    case any
    /// One that often broadcasts with the first.
    case partner
    /// One of the first input's shape.
    case same
    /// A right factor for the first input.
    case factor
    /// `[out, in]` for a first input whose last extent is `in`.
    case weight
    /// `[out]` for the weight before it.
    case bias
    /// `int64`, one axis, mostly within the axis that the parameter `axis` names.
    case positions
    /// `int64`, with the first input's axes, mostly within the axis that `axis` names.
    case places
    /// Fractions, `[…, n, n]`, well conditioned.
    case square
    /// Symmetric positive definite fractions, `[…, n, n]`.
    case definite
    /// Fractions, `[…, m, n]`.
    case matrix
    /// Fractions, `[n, channels, rows, columns]` or without n.
    case image
    /// `[outputs, channels / groups, rows, columns]` for an image and the parameter `groups`.
    case kernel
    /// One that mostly fits the positions that the range parameters of the first input name.
    case filler
  }

  /// What may be drawn as a parameter.
  package enum ParameterKind: String, Sendable {
    /// An axis of the first input, either sign, seldom outside.
    case axis
    /// The same, or one beyond the last.
    case newAxis
    /// An axis or nil.
    case optionalAxis
    /// Several axes, or nil for all.
    case axes
    /// Every axis once.
    case permutation
    /// Yes or no.
    case flag
    /// A fraction.
    case number
    /// A fraction above 0.
    case positive
    /// An integer or a fraction.
    case scalar
    /// A name of a dtype.
    case dtype
    /// A shape of as many elements as the first input, one extent perhaps −1.
    case reshaping
    /// A shape that the first input repeats to.
    case expansion
    /// A small shape.
    case shape
    /// Start, end and step within the first input's first axis.
    case stride
    /// An axis, a start and a length within it, as three integers.
    case stretch
    /// A position within the first input's first axis.
    case position
    /// An integer from −4 to 9.
    case integer
    /// Two extents of 1 or more, along rows and columns of an image.
    case pair
    /// Two extents of 0 or more.
    case padding
    /// A divisor of the first input's channels, seldom another number.
    case groups
  }

  /// The name in printed programs.
  package let name: String
  /// The inputs; the torch expression calls them `a`, `b`, `c`.
  package let inputs: [InputKind]
  /// The parameters by name, under which the torch expression uses them.
  package let parameters: [(name: String, kind: ParameterKind)]
  /// A Python expression; for a form in place a statement that changes `a`.
  package let torch: String
  /// Whether the first input is changed.
  package let isInPlace: Bool
  private let body: @Sendable (inout [Tensor], FuzzArguments) throws -> Tensor

  /// A form that leaves its inputs alone.
  init(
    _ name: String, _ inputs: [InputKind] = [.any],
    _ parameters: KeyValuePairs<String, ParameterKind> = [:], torch: String,
    _ apply: @escaping @Sendable ([Tensor], FuzzArguments) throws -> Tensor
  ) {
    self.name = name
    self.inputs = inputs
    self.parameters = parameters.map { ($0.key, $0.value) }
    self.torch = torch
    isInPlace = false
    body = { try apply($0, $1) }
  }

  /// A form that changes its first input.
  init(
    inPlace name: String, _ inputs: [InputKind] = [.any],
    _ parameters: KeyValuePairs<String, ParameterKind> = [:], torch: String,
    _ change: @escaping @Sendable (inout Tensor, [Tensor], FuzzArguments) -> Void
  ) {
    self.name = name
    self.inputs = inputs
    self.parameters = parameters.map { ($0.key, $0.value) }
    self.torch = torch
    isInPlace = true
    body = { inputs, arguments in
      // Taken out of the array, so that memory that nothing else holds is reused.
      var first = inputs.removeFirst()
      change(&first, inputs, arguments)
      return first
    }
  }

  /// The result, or the first input after its change.
  package func apply(_ inputs: inout [Tensor], _ arguments: FuzzArguments) throws -> Tensor {
    try body(&inputs, arguments)
  }
}

extension FuzzForm {
  /// Every form: those of the rows whose `apply` takes inputs of any shape, and those with parameters.
  package static let all: [FuzzForm] =
    OperationCase.all.compactMap(\.ownForm) + arithmetic + inPlace + comparisons + reductions
    + shapes + rearrangement + products + selection + creation + linearAlgebra + windows
}

extension OperationCase {
  /// The row as a form, where its torch counterpart is an expression.
  fileprivate var ownForm: FuzzForm? {
    guard case .expression(let torch)? = torch else { return nil }
    let count = samples[0].inputs.count
    let kinds: [FuzzForm.InputKind] = (0..<count).map { $0 == 0 ? .any : .partner }
    return FuzzForm(name, kinds, torch: torch) { inputs, _ in apply(inputs) }
  }
}

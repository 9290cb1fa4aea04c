/// Compares a function's gradients with central differences of its values.
///
/// ```swift
/// let x = Tensor([0.5, 1.5], dtype: .float64, requiresGrad: true)
/// gradcheck(of: { $0.sin() * $0 }, at: x).passed    // true
/// ```
/// See ``gradcheck(of:at:eps:atol:rtol:)-(([Tensor])->[Tensor],_,_,_,_)``.
///
/// - Parameters:
///   - function: What is compared.
///   - input: Where, in float64; requires a gradient.
///   - eps: The step of the differences.
///   - atol: The difference allowed to any derivative.
///   - rtol: The difference allowed besides, as a share of the numeric value.
/// - Returns: What was found.
public func gradcheck(
  of function: (Tensor) -> Tensor, at input: Tensor, eps: Double = 1e-6, atol: Double = 1e-5,
  rtol: Double = 1e-3
) -> GradcheckReport {
  gradcheck(of: { [function($0[0])] }, at: [input], eps: eps, atol: atol, rtol: rtol)
}

/// Compares the gradients of a function of several inputs and outputs with central differences of its values.
///
/// ```swift
/// let report = gradcheck(of: { [$0[0].matmul($0[1])] }, at: [a, b])    // a [2, 3], b [3, 4]
/// ```
/// Each derivative `∂f[o] / ∂x[i]` of a backward pass is compared with `(f(x + ε) − f(x − ε)) / 2ε`, where `ε` is
/// added to element `i` alone. Both agree if they differ by at most `atol + rtol · |numeric|`. Inputs that
/// require no gradient are constants; outputs that are not of a floating-point type are left out. Choose points
/// away from kinks, where differences straddle two slopes. Without elements there is nothing to differ; NaN
/// agrees with nothing. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html>.
///
/// - Parameters:
///   - function: What is compared; the same value each time for the same inputs.
///   - inputs: Where; those that require gradients in float64.
///   - eps: The step of the differences.
///   - atol: The difference allowed to any derivative.
///   - rtol: The difference allowed besides, as a share of the numeric value.
/// - Returns: What was found.
/// - Precondition: an input requires a gradient, and those that do are of float64.
/// - Complexity: two calls for each element of an input, and one pass for each element of an output.
public func gradcheck(
  of function: ([Tensor]) -> [Tensor], at inputs: [Tensor], eps: Double = 1e-6,
  atol: Double = 1e-5, rtol: Double = 1e-3
) -> GradcheckReport {
  Gradcheck("gradcheck", inputs).compare(function, inputs, eps: eps, atol: atol, rtol: rtol)
}

/// Compares a function's second gradients with central differences of its first.
///
/// ```swift
/// gradgradcheck(of: { $0.sin() }, at: x).passed    // true
/// ```
/// - Parameters:
///   - function: What is compared.
///   - input: Where, in float64; requires a gradient.
///   - gradOutput: The weight of the output; normal numbers unless given.
///   - eps: The step of the differences.
///   - atol: The difference allowed to any derivative.
///   - rtol: The difference allowed besides, as a share of the numeric value.
/// - Returns: What was found.
public func gradgradcheck(
  of function: (Tensor) -> Tensor, at input: Tensor, gradOutput: Tensor? = nil,
  eps: Double = 1e-6, atol: Double = 1e-5, rtol: Double = 1e-3
) -> GradcheckReport {
  gradgradcheck(
    of: { [function($0[0])] }, at: [input], gradOutputs: gradOutput.map { [$0] }, eps: eps,
    atol: atol, rtol: rtol)
}

/// Compares the second gradients of a function of several inputs and outputs with central differences of its
/// first.
///
/// What is checked is the function that gives the gradients of the inputs from the inputs and from the gradients
/// of the outputs: in its report the inputs come first, then the gradients of the outputs, and its outputs are
/// the gradients of the inputs. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradgradcheck.html>.
///
/// - Parameters:
///   - function: What is compared; its gradients must be such as can be recorded.
///   - inputs: Where; those that require gradients in float64.
///   - gradOutputs: The weights of the outputs of floating-point types, in float64; unless given, normal numbers,
///     the same each time.
///   - eps: The step of the differences.
///   - atol: The difference allowed to any derivative.
///   - rtol: The difference allowed besides, as a share of the numeric value.
/// - Returns: What was found.
/// - Precondition: an input requires a gradient, and those that do are of float64.
public func gradgradcheck(
  of function: ([Tensor]) -> [Tensor], at inputs: [Tensor], gradOutputs: [Tensor]? = nil,
  eps: Double = 1e-6, atol: Double = 1e-5, rtol: Double = 1e-3
) -> GradcheckReport {
  let check = Gradcheck("gradgradcheck", inputs)
  let outputs = enableGrad { function(inputs) }.filter(\.dtype.isFloatingPoint)
  let random = RandomGenerator(seed: 0)
  let given =
    gradOutputs
    ?? outputs.map { output in
      Tensor.randn(output.shape, dtype: .float64, device: output.device, generator: random)
    }
  if given.count != outputs.count {
    misuse(
      "gradgradcheck", "\(given.count) gradients for \(outputs.count) outputs",
      hint: "pass one for each output")
  }
  let weights = given.map { $0.detach().requiring(true) }
  let all = inputs + weights
  return Gradcheck("gradgradcheck", all).compare(
    { arguments in
      let points = DifferentiatedPoints(
        check.varied.map { arguments[$0] }, "gradgradcheck", createGraph: true)
      let outputs = points.value { points in
        function(check.merged(points, into: Array(arguments.prefix(inputs.count))))
      }.filter(\.dtype.isFloatingPoint)
      return points.gradients(of: outputs, Array(arguments.suffix(weights.count)))
    }, all, eps: eps, atol: atol, rtol: rtol)
}

/// A comparison of gradients with differences.
private struct Gradcheck {
  let operation: String
  /// The numbers of the inputs that require gradients.
  let varied: [Int]

  init(_ operation: String, _ inputs: [Tensor]) {
    self.operation = operation
    varied = inputs.indices.filter { inputs[$0].requiresGrad }
    if varied.isEmpty {
      misuse(
        operation, "none of \(inputs.count) inputs requires a gradient",
        hint: "set requiresGrad on those whose gradients are to be compared")
    }
    for index in varied where inputs[index].dtype != .float64 {
      misuse(
        operation,
        "input \(index), of \(inputs[index].shape), is of \(inputs[index].dtype); differences need "
          + "float64",
        hint: "convert it with to(.float64) before it requires a gradient: in lower precision the "
          + "rounding of values drowns their differences")
    }
  }

  /// All inputs, with others in the places of those that are varied.
  func merged(_ points: [Tensor], into inputs: [Tensor]) -> [Tensor] {
    var all = inputs
    for (index, point) in zip(varied, points) { all[index] = point }
    return all
  }

  func compare(
    _ function: ([Tensor]) -> [Tensor], _ inputs: [Tensor], eps: Double, atol: Double, rtol: Double
  ) -> GradcheckReport {
    func value(_ points: [Tensor]) -> [Tensor] {
      enableGrad { function(merged(points, into: inputs)) }.filter(\.dtype.isFloatingPoint)
    }
    let points = DifferentiatedPoints(
      varied.map { inputs[$0] }, operation, createGraph: false)
    let outputs = points.value(of: value)
    let matrices = points.matrices(of: outputs).map { $0.map { $0.array(of: Double.self) } }
    let columns = CentralDifferences.columns(of: value, at: points.points, step: eps)
    var (count, largest) = (0, 0.0)
    var mismatches: [GradcheckReport.Mismatch] = []
    for (o, output) in outputs.enumerated() {
      for row in 0..<output.count {
        for (i, point) in points.points.enumerated() {
          for column in 0..<point.count {
            let analytic = matrices[o][i][row * point.count + column]
            let numeric = columns[i][column][o][row]
            let difference = (analytic - numeric).magnitude
            count += 1
            // NaN stays, once it is there.
            if !(difference <= largest), !largest.isNaN { largest = difference }
            // So written that NaN differs.
            if difference <= atol + rtol * numeric.magnitude { continue }
            mismatches.append(
              GradcheckReport.Mismatch(
                output: o, outputIndex: output.shape.place(of: row), input: varied[i],
                inputIndex: point.shape.place(of: column), analytic: analytic, numeric: numeric))
          }
        }
      }
    }
    return GradcheckReport(
      operation: operation, comparedCount: count, largestDifference: largest,
      mismatches: mismatches)
  }
}

extension Shape {
  /// The place along each axis of the element of a number in row-major order.
  fileprivate func place(of element: Int) -> [Int] {
    var (rest, place) = (element, Array(self))
    for axis in indices.reversed() {
      place[axis] = rest % self[axis]
      rest /= self[axis]
    }
    return place
  }
}

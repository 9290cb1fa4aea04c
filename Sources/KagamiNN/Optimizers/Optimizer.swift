internal import Kagami

/// Changes parameters by their gradients.
///
/// ```swift
/// let optimizer = Adam(model.parameters(), lr: 2e-4)
/// optimizer.zeroGrad()
/// loss.backward()
/// optimizer.step()
/// ```
/// Parameters without a gradient are passed over. Source:
/// <https://docs.pytorch.org/docs/stable/optim.html>.
open class Optimizer {
  /// What the optimizer changes.
  public let parameters: [Parameter]

  /// - Parameter parameters: What to change; at least one, none twice.
  public init(_ parameters: [Parameter]) {
    if parameters.isEmpty {
      misuse("\(Self.self)", "there are no parameters to optimize")
    }
    if Set(parameters.map { ObjectIdentifier($0) }).count != parameters.count {
      misuse("\(Self.self)", "a parameter is listed twice")
    }
    self.parameters = parameters
  }

  /// Forgets all gradients.
  ///
  /// - Parameter setToNone: Whether gradients become nil, as PyTorch's do; otherwise zeros, by which
  ///   a later step still decays moments.
  public func zeroGrad(setToNone: Bool = true) {
    for parameter in parameters { parameter.zeroGrad(setToNone: setToNone) }
  }

  /// Changes every parameter that has a gradient.
  open func step() {
    misuse("\(type(of: self))", "an optimizer must override step()")
  }

  /// Stops unless a setting is within its bounds.
  func check(_ isValid: Bool, _ setting: String, _ value: Double) {
    if !isValid { misuse("\(type(of: self))", "\(setting) cannot be \(value)") }
  }
}

public import Kagami

/// A layer that can apply an elementwise function to its result while the result is in the cache.
///
/// ``Sequential`` runs such a layer and a ``FusableActivation`` right after it in one pass over memory:
/// it calls ``forward(_:then:)`` in place of both `forward` methods.
///
/// ```swift
/// final class Scaled: Module, EpilogueFusing {
///   let weight = Parameter(Tensor.randn([256, 100]))
///
///   override func forward(_ x: Tensor) -> Tensor { x.linear(weight.value * 0.1) }
///
///   func forward(_ x: Tensor, then epilogue: Epilogue) -> Tensor {
///     x.linear(weight.value * 0.1, then: epilogue)
///   }
/// }
/// ```
/// Layers stay separate where each of them is observed: if either has hooks, if hooks of all modules are
/// registered, and in a ``Module/summary(inputShape:dtype:device:)``.
///
/// Only a final class conforms, which the compiler checks: a subclass that overrides `forward` cannot be
/// passed over.
public protocol EpilogueFusing: Module {
  /// The class itself; never written out.
  associatedtype FinalClass = Self where FinalClass == Self

  /// The layer's result, then `epilogue` of each element.
  ///
  /// - Parameters:
  ///   - x: The input of `forward`.
  ///   - epilogue: The function to apply.
  /// - Returns: The bits of `epilogue(forward(x))`.
  func forward(_ x: Tensor, then epilogue: Epilogue) -> Tensor
}

/// A layer that is one elementwise function, so that the layer before it can apply that function.
///
/// ```swift
/// final class Rectifier: Module, FusableActivation {
///   var epilogue: Epilogue? { .relu }
///   override func forward(_ x: Tensor) -> Tensor { x.relu() }
/// }
/// ```
/// ``Sequential`` then runs an ``EpilogueFusing`` layer and this one in one pass. Only a final class
/// conforms, which the compiler checks: a subclass that overrides `forward` cannot be passed over.
public protocol FusableActivation: Module {
  /// The class itself; never written out.
  associatedtype FinalClass = Self where FinalClass == Self

  /// The function that `forward` applies to each element; nil where it must run by itself.
  ///
  /// It is read at each call: it may differ in training and evaluation, or follow a setting.
  var epilogue: Epilogue? { get }
}

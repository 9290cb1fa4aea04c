internal import Kagami

/// Parameters in a list, to be used by the module that holds them.
///
/// ```swift
/// final class Scales: Module {
///   let factors = ParameterList((0..<3).map { _ in Parameter(Tensor.ones([10])) })
///   override func forward(_ x: Tensor) -> Tensor { factors.reduce(x) { $0 * $1.value } }
/// }
/// ```
/// Parameters are named `0`, `1`, …: `factors.0`. A list cannot be called itself. Plain arrays of parameters do as
/// well. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.ParameterList.html>.
public final class ParameterList: Module, RandomAccessCollection {
  private let list: [Parameter]

  /// The parameters in order.
  public init(_ parameters: some Sequence<Parameter>) { list = Array(parameters) }

  /// The parameters in order.
  public convenience init(_ parameters: Parameter...) { self.init(parameters) }

  /// 0.
  public var startIndex: Int { list.startIndex }
  /// The number of parameters.
  public var endIndex: Int { list.endIndex }
  /// The parameter at a position.
  public subscript(position: Int) -> Parameter { list[position] }

  override var ownMembers: [Member]? {
    list.enumerated().map { .parameter("\($0)", $1) }
  }

  /// One line for each parameter, as PyTorch prints them.
  override var printedExtras: [String] {
    list.enumerated().map { index, parameter in
      let extents = parameter.shape.map(String.init).joined(separator: "x")
      return "  (\(index)): Parameter containing: [torch.\(parameter.dtype) of size \(extents)]"
    }
  }
}

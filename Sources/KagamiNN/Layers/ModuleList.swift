internal import Kagami

/// Modules in a list, to be called by the module that holds them.
///
/// ```swift
/// final class Residual: Module {
///   let blocks = ModuleList((0..<3).map { _ in Linear(10, 10) })
///   override func forward(_ x: Tensor) -> Tensor { blocks.reduce(x) { $0 + $1($0) } }
/// }
/// ```
/// Children are named `0`, `1`, …: `blocks.0.weight`. A list cannot be called itself. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleList.html>.
public final class ModuleList: ModuleSequence {
  /// The modules in order.
  public init(_ modules: some Sequence<Module>) { super.init(ModuleEntries(Array(modules))) }

  /// The modules in order.
  public convenience init(_ modules: Module...) { self.init(modules) }

  /// The modules that a builder lists.
  public convenience init(@ModuleBuilder _ modules: () -> [Module]) { self.init(modules()) }

  /// The modules of a range, named by position, in another list that shares them.
  public subscript(range: some RangeExpression<Int>) -> ModuleList {
    ModuleList(list.part(range, "ModuleList").modules)
  }

  override var printsRepetitionsOnce: Bool { true }
}

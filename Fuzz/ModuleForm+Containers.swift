import Kagami
import KagamiNN

extension ModuleForm {
  private static func container(
    _ name: String, inputs: String = "any", torch: String,
    _ make: @escaping @Sendable ([Module]) -> Module
  ) -> ModuleForm {
    ModuleForm(
      name: name, inputs: inputs, parameters: [:], torch: torch, maker: .container(make))
  }

  static let containers: [ModuleForm] = [
    container("Sequential", torch: "nn.Sequential(*children)") { Sequential($0) },
    container("Parallel", inputs: "branches", torch: "Parallel(*children)") { Parallel($0) },
    container("Chain", torch: "Chain(*children)") { Chain($0) },
    container("Again", inputs: "branches", torch: "Again(*children)") { Again($0) },
  ]
}

/// The sum of what its children make of one input.
final class Parallel: Module {
  private let branches: ModuleList

  init(_ branches: [Module]) { self.branches = ModuleList(branches) }

  override func forward(_ x: Tensor) -> Tensor {
    branches.children().dropFirst().reduce(branches.children()[0](x)) { $0 + $1(x) }
  }
}

/// Its children one after the other, by name.
final class Chain: Module {
  private let links: ModuleDict

  init(_ links: [Module]) {
    self.links = ModuleDict(links.enumerated().map { ("link\($0)", $1) })
  }

  override func forward(_ x: Tensor) -> Tensor { links.values.reduce(x) { $1($0) } }
}

/// Its first child twice, the second time under another name too.
final class Again: Module {
  private let first, second: Module

  init(_ children: [Module]) { (first, second) = (children[0], children[0]) }

  override func forward(_ x: Tensor) -> Tensor { second(first(x)) }
}

/// A layer of two inputs, given one input and its tanh.
final class Twice: Module {
  private let layer: Module

  init(_ layer: Module) { self.layer = layer }

  override func forward(_ x: Tensor) -> Tensor { layer(x, x.tanh()) }
}

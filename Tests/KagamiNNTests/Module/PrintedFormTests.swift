import Kagami
import KagamiNN
import TestSupport
import Testing

/// Modules print as PyTorch prints them, character for character.
@Suite struct PrintedFormTests {
  struct Form: Decodable, Sendable, CustomTestStringConvertible {
    let name, text: String

    var testDescription: String { name }
  }

  struct File: Decodable { let forms: [Form] }

  static let file = try? Goldens.load("printed_forms", from: .module, as: File.self)

  @Test func goldensAreThere() { #expect(Self.file?.forms.count == 111) }

  @Test(arguments: file?.forms ?? []) func formsArePyTorchs(_ golden: Form) throws {
    let module = try #require(Self.layer(golden.name) ?? Self.container(golden.name))
    #expect("\(module)" == golden.text)
  }

  /// A module with details and children prints the details first.
  final class Detailed: Module {
    let inner = Tanh()
    override var extraDescription: String { "depth=1\nwidth=2" }
  }

  @Test func detailsComeBeforeChildren() {
    #expect("\(Detailed())" == "Detailed(\n  depth=1\n  width=2\n  (inner): Tanh()\n)")
  }

  final class Stored: Module {
    let list: [Module] = [Tanh(), Tanh(), Sequential(ReLU())]
    let last = ReLU()
    let named = ["b": ReLU(), "a": ReLU()]
    let grid = [[Tanh()]]
  }

  /// As if they were ModuleLists and a ModuleDict.
  @Test func arraysAndDictionariesPrintAsContainers() {
    #expect(
      "\(Stored())" == """
        Stored(
          (list): ModuleList(
            (0-1): 2 x Tanh()
            (2): Sequential(
              (0): ReLU()
            )
          )
          (last): ReLU()
          (named): ModuleDict(
            (a): ReLU()
            (b): ReLU()
          )
          (grid): ModuleList(
            (0): ModuleList(
              (0): Tanh()
            )
          )
        )
        """)
  }

  private static func layer(_ name: String) -> Module? {
    switch name {
    case "Linear": Linear(3, 2)
    case "Linear without bias": Linear(3, 2, bias: false)
    case "ReLU": ReLU()
    case "ReLU in place": ReLU(inplace: true)
    case "LeakyReLU": LeakyReLU()
    case "LeakyReLU in place": LeakyReLU(0.2, inplace: true)
    case "LeakyReLU of 1e-05": LeakyReLU(1e-5)
    case "LeakyReLU of 0.0001": LeakyReLU(1e-4)
    case "LeakyReLU of 1e15": LeakyReLU(1e15)
    case "LeakyReLU of 9007199254740993": LeakyReLU(9_007_199_254_740_994)
    case "LeakyReLU of 1e16": LeakyReLU(1e16)
    case "LeakyReLU of 1.5e300": LeakyReLU(1.5e300)
    case "LeakyReLU of inf": LeakyReLU(.infinity)
    case "LeakyReLU of -0.0": LeakyReLU(-0.0)
    case "LeakyReLU of a third": LeakyReLU(1 / 3)
    case "Tanh": Tanh()
    case "Sigmoid": Sigmoid()
    case "Bilinear": Bilinear(2, 3, 4)
    case "PReLU of 3": PReLU(3)
    case "ELU in place": ELU(0.5, inplace: true)
    case "SELU in place": SELU(inplace: true)
    case "SiLU in place": SiLU(inplace: true)
    case "Softplus of 2.5 and 10": Softplus(2.5, 10)
    case "Hardtanh in place": Hardtanh(0, 6, inplace: true)
    case "Dropout in place": Dropout(0.1, inplace: true)
    case "BatchNorm1d": BatchNorm1d(3)
    case "BatchNorm1d of nothing":
      BatchNorm1d(3, eps: 1e-3, momentum: nil, affine: false, trackRunningStats: false)
    case "LayerNorm": LayerNorm(3)
    case "LayerNorm of two axes": LayerNorm([2, 3], eps: 1e-6, elementwiseAffine: false)
    case "GroupNorm without affine": GroupNorm(2, 4, affine: false)
    case "Embedding": Embedding(3, 4)
    case "Embedding with all":
      Embedding(3, 4, paddingIdx: -1, maxNorm: 1, normType: 2.5, scaleGradByFreq: true)
    case "Conv2d without padding": Conv2d(1, 2, [5, 1], padding: .valid, dilation: 2)
    case "Flatten of the first": Flatten(from: 0, through: 2)
    case "Unflatten": Unflatten(axis: 1, [2, 3])
    case "Unflatten into one": Unflatten(axis: 0, [2])
    default: GoldenLayers.make(name)
    }
  }

  private static func container(_ name: String) -> Module? {
    func block() -> Sequential { Sequential(Linear(4, 4), ReLU()) }
    return switch name {
    case "Sequential of none": Sequential()
    case "ParameterList":
      ParameterList(Parameter(Tensor.ones([2, 3])), Parameter(Tensor.ones([4])))
    case "ModuleList of none": ModuleList()
    case "ModuleDict of none": ModuleDict()
    case "ModuleList of one": ModuleList(Tanh())
    case "nested":
      Sequential(
        Linear(2, 3), Sequential(Tanh(), Sequential(Linear(3, 3)), Sequential()))
    case "repeated layers":
      ModuleList((0..<3).map { _ in Linear(4, 4) } + [ReLU(), ReLU(), Linear(4, 4)])
    case "repeated blocks": ModuleList((0..<3).map { _ in block() } + [Tanh()])
    case "repeated in a Sequential": Sequential(Tanh(), Tanh())
    case "dictionary":
      Sequential(
        ModuleDict([("b", ReLU()), ("a", block()), ("c", ModuleList(Tanh(), Tanh()))]))
    default: nil
    }
  }
}

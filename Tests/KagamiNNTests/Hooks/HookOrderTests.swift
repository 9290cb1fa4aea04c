import Foundation
import Kagami
import KagamiNN
import TestSupport
import Testing

/// Hooks are called in PyTorch's order, with tensors of its shapes.
@Suite(.serialized) struct HookOrderTests {
  private struct Content: Decodable {
    var nested: [String]
    var withoutInputGradient: [String]
    var prepended: [String]
    var everywhere: [String]
    var tensors: [String]
    var replaced: [Double]

    enum CodingKeys: String, CodingKey {
      case nested
      case withoutInputGradient = "without input gradient"
      case prepended, everywhere, tensors, replaced
    }
  }

  private final class Trace: @unchecked Sendable {
    var lines: [String] = []
    func note(_ line: String) { lines.append(line) }
  }

  private let golden: Content

  init() throws { golden = try Goldens.load("hooks", from: .module) }

  private func show(_ tensor: Tensor?) -> String {
    tensor.map { $0.shape.map(String.init).joined(separator: "x") } ?? "nil"
  }

  private func watch(_ trace: Trace, _ name: String, _ module: Module) {
    module.registerForwardPreHook { _, inputs in trace.note("pre \(name) \(show(inputs[0]))") }
    module.registerForwardHook { _, inputs, outputs in
      trace.note("forward \(name) \(show(inputs[0])) \(show(outputs[0]))")
    }
    module.registerFullBackwardPreHook { _, gradients in
      trace.note("backwardPre \(name) \(show(gradients[0]))")
    }
    module.registerFullBackwardHook { _, inputs, outputs in
      trace.note("backward \(name) \(show(inputs[0])) \(show(outputs[0]))")
    }
  }

  /// Rectifiers work in place here, where PyTorch's would raise.
  private func model() -> Sequential {
    Sequential(Linear(3, 4), Sequential(ReLU(inplace: true), Linear(4, 2)), Tanh())
  }

  private func input(requiresGrad: Bool) -> Tensor {
    var x = Tensor.ones([5, 3])
    x.requiresGrad = requiresGrad
    return x
  }

  @Test func nestedModules() {
    for requiresGrad in [true, false] {
      let (trace, net) = (Trace(), model())
      for (name, module) in net.namedModules() { watch(trace, name.isEmpty ? "all" : name, module) }
      net(input(requiresGrad: requiresGrad)).sum().backward()
      #expect(trace.lines == (requiresGrad ? golden.nested : golden.withoutInputGradient))
    }
  }

  @Test func prependedHooks() {
    let (trace, layer) = (Trace(), Linear(3, 4))
    for kind in ["first", "second"] {
      layer.registerForwardHook { _, _, _ in trace.note(kind) }
    }
    layer.registerForwardHook(prepend: true) { _, _, _ in trace.note("prepended") }
    _ = layer(Tensor.ones([1, 3]))
    #expect(trace.lines == golden.prepended)
  }

  /// Hooks of all modules come before a module's own, and end with their handles.
  @Test func hooksOfAllModules() async {
    // In a process of its own: other tests' modules would be seen too.
    let expected = golden.everywhere
    await #expect(processExitsWith: .success) { [expected = expected as [String]] in
      let suite = try HookOrderTests()
      let (trace, net) = (Trace(), suite.model())
      let names = Dictionary(
        uniqueKeysWithValues: net.namedModules().map {
          (ObjectIdentifier($0.module), $0.name.isEmpty ? "all" : $0.name)
        })
      func name(_ module: Module) -> String { names[ObjectIdentifier(module)] ?? "?" }
      let handles = [
        registerModuleForwardPreHook { module, _ in
          trace.note("global pre \(name(module))")
          return nil
        },
        registerModuleForwardHook { module, _, _ in
          trace.note("global forward \(name(module))")
          return nil
        },
        registerModuleFullBackwardPreHook { module, _ in
          trace.note("global backwardPre \(name(module))")
          return nil
        },
        registerModuleFullBackwardHook { module, _, _ in
          trace.note("global backward \(name(module))")
          return nil
        },
      ]
      suite.watch(trace, "0", net[0])
      net(suite.input(requiresGrad: true)).sum().backward()
      for handle in handles { handle.remove() }
      #expect(trace.lines == expected)
      _ = Linear(3, 1)(Tensor.ones([1, 3]))
      #expect(trace.lines == expected)
    }
  }

  @Test func tensorHooks() {
    let trace = Trace()
    @Sendable func show(_ tensor: Tensor?) -> String {
      String(format: "%.1f", tensor?.item() ?? .nan)
    }
    let x = Tensor([2.0], requiresGrad: true)
    let y = x * 3
    y.retainGrad()
    y.registerHook { trace.note("y \(show($0))") }
    y.registerHook { $0 * 2 }
    x.registerHook { trace.note("x \(show($0))") }
    x.registerHook { $0 + 1 }
    x.registerPostAccumulateGradHook { trace.note("after x \(show($0.grad))") }
    let z = y * y + x * 5
    z.registerHook { trace.note("z \(show($0))") }
    z.backward(retainGraph: true)
    trace.note("y.grad \(show(y.grad))")
    z.backward()
    trace.note("y.grad \(show(y.grad)) x.grad \(show(x.grad))")
    #expect(trace.lines == golden.tensors)
  }

  /// A parameter's hooks stay when it is moved, converted, frozen and thawed.
  @Test func parametersKeepTheirHooks() {
    let (trace, layer) = (Trace(), Linear(3, 2))
    let handle = layer.weight.registerHook {
      trace.note("\($0.dtype) \($0.device)")
      return nil
    }
    layer.weight.registerPostAccumulateGradHook { trace.note("after \($0.dtype)") }
    func pass() {
      var x = Tensor.ones([1, 3]).to(layer.weight.dtype).to(layer.weight.device)
      x.requiresGrad = true
      layer(x).sum().backward()
    }
    pass()
    layer.to(.float64)
    pass()
    layer.to(.reference)
    layer.frozen { pass() }
    pass()
    handle.remove()
    handle.remove()
    pass()
    #expect(
      trace.lines == [
        "float32 cpu", "after float32", "float64 cpu", "after float64", "float64 reference",
        "after float64", "after float64",
      ])
  }

  /// A handle as a scope, and hooks that end on the way.
  @Test func scopes() {
    let (trace, layer) = (Trace(), Tanh())
    layer.registerForwardHook { _, _, _ in trace.note("scoped") }.scope {
      _ = layer(Tensor.ones([1]))
    }
    _ = layer(Tensor.ones([1]))
    var handle: RemovableHandle?
    handle = layer.registerForwardHook { _, _, _ in
      trace.note("once")
      handle?.remove()
      return nil
    }
    _ = layer(layer(Tensor.ones([1])))
    #expect(trace.lines == ["scoped", "once"])
  }

  /// Modules of several inputs and outputs show all of them.
  @Test func severalTensors() {
    final class Cross: Module {
      override func forward(_ inputs: [Tensor]) -> [Tensor] {
        [inputs[0] * inputs[1], inputs[0] + inputs[2]]
      }
    }
    let (trace, module) = (Trace(), Cross())
    watch(trace, "cross", module)
    module.registerFullBackwardHook { _, inputs, outputs in
      trace.note(inputs.map { $0.map { "\($0.sum().item())" } ?? "nil" }.joined(separator: " "))
      #expect(outputs.count == 2)
      return [inputs[0].map { $0 * 10 }, inputs[1], nil]
    }
    let a = Tensor([1, 2] as [Float], requiresGrad: true)
    let b = Tensor([[3], [4]] as [[Float]], requiresGrad: true)
    let outputs = module([a, b, Tensor.ones([2])])
    (outputs[0].sum() + outputs[1].sum() * 2).backward()
    #expect(outputs.map(\.shape) == [[2, 2], [2]])
    #expect(
      trace.lines == [
        "pre cross 2", "forward cross 2 2x2", "backwardPre cross 2x2", "backward cross 2 2x2",
        "18.0 6.0 nil",
      ])
    #expect(a.grad?.array(of: Float.self) == [90, 90])
    #expect(b.grad?.array(of: Float.self) == [3, 3])
  }

  @Test func replacements() {
    let layer = Linear(2, 2, bias: false)
    layer.weight.assign(Tensor([[1, 2], [3, 4]] as [[Float]]))
    layer.registerForwardPreHook { _, inputs in [inputs[0] * 2] }
    layer.registerForwardHook { _, _, outputs in [outputs[0] + 10] }
    layer.registerFullBackwardPreHook { _, gradients in gradients.map { $0.map { $0 * 3 } } }
    layer.registerFullBackwardHook { _, inputs, _ in inputs.map { $0.map { $0 + 1 } } }
    let x = Tensor([[1, 1]] as [[Float]], requiresGrad: true)
    let y = layer(x)
    y.sum().backward()
    let found =
      y.array(of: Double.self) + (x.grad?.array(of: Double.self) ?? [])
      + (layer.weight.grad?.array(of: Double.self) ?? [])
    #expect(found == golden.replaced)
  }
}

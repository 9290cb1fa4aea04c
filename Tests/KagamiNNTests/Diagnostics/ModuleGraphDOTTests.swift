import Kagami
import KagamiNN
import Testing

/// Parameters have their dotted names in a graph's text.
@Suite struct ModuleGraphDOTTests {
  @Test func parametersAreNamed() {
    let model = Sequential(Linear(4, 3), Tanh(), Linear(3, 2, bias: false))
    let x = Tensor.ones([5, 4], requiresGrad: true)
    let text = model(x).sum().graphDOT(parametersOf: model, named: ["x": x])
    for label in ["0.weight\\n[3, 4]", "0.bias\\n[3]", "2.weight\\n[2, 3]", "x\\n[5, 4]"] {
      #expect(text.contains("label=\"\(label)\", shape=ellipse"), "\(text)")
    }
    #expect(!text.contains("leaf"))
    let own = model(x).graphDOT(parametersOf: model, named: ["0.bias": x], showsSaved: true)
    #expect(own.contains("label=\"0.bias\\n[5, 4]\"") && own.contains("saved"))
  }
}

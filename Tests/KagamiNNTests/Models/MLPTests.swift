import Kagami
import KagamiNN
import Testing

/// A perceptron is Linear layers with activations between, and learns.
@Suite struct MLPTests {
  @Test func layersAlternate() {
    let model = MLP(
      inFeatures: 4, hidden: [8, 3], outFeatures: 2, bias: false, activation: { Tanh() })
    #expect(
      model.description == """
        MLP(
          (model): Sequential(
            (0): Linear(in_features=4, out_features=8, bias=False)
            (1): Tanh()
            (2): Linear(in_features=8, out_features=3, bias=False)
            (3): Tanh()
            (4): Linear(in_features=3, out_features=2, bias=False)
          )
        )
        """)
    #expect(
      model.namedParameters().map(\.name) == [
        "model.0.weight", "model.2.weight", "model.4.weight",
      ])
    #expect(model(Tensor.ones([5, 7, 4])).shape == [5, 7, 2])
    #expect(MLP(inFeatures: 4, hidden: [], outFeatures: 2).model.count == 1)
  }

  /// The same seed gives what the layers would have one by one.
  @Test func parametersAreDrawnInOrder() {
    let model = withGenerator(RandomGenerator(seed: 5)) {
      MLP(inFeatures: 3, hidden: [4], outFeatures: 2)
    }
    let layers = withGenerator(RandomGenerator(seed: 5)) { [Linear(3, 4), Linear(4, 2)] }
    let expected = layers.flatMap { $0.parameters() }
    #expect(model.parameters().count == 4)
    for (a, b) in zip(model.parameters(), expected) {
      #expect(a.value.array(of: Float.self) == b.value.array(of: Float.self))
    }
  }

  /// Exclusive or, which no single layer can compute.
  @Test func aClassifierLearns() {
    let x = Tensor([0, 0, 0, 1, 1, 0, 1, 1] as [Float], shape: [4, 2])
    let labels = Tensor([0, 1, 1, 0] as [Int])
    let model = withGenerator(RandomGenerator(seed: 0)) {
      MLP(inFeatures: 2, hidden: [16], outFeatures: 2)
    }
    let optimizer = Adam(model.parameters(), lr: 0.05)
    let criterion = CrossEntropyLoss()
    for _ in 0..<200 {
      optimizer.zeroGrad()
      criterion(model(x), labels).backward()
      optimizer.step()
    }
    #expect(criterion(model(x), labels).item() < 0.05)
    #expect(model(x).argmax(axis: 1).array(of: Int.self) == [0, 1, 1, 0])
  }

  @Test func extentsAreChecked() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = MLP(inFeatures: 4, hidden: [0], outFeatures: 2) }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("MLP: one of the extents [4, 0, 2] is 0, expected 1 or more"))
  }
}

import Kagami
import KagamiNN
import Testing

/// Ready models are made by name, and packages register more.
@Suite struct ModelsTests {
  private let configuration = MLP.Configuration(inFeatures: 4, hidden: [3], outFeatures: 2)

  @Test func theClassifierIsThere() throws {
    #expect(Models.names.contains("mlp_classifier"))
    let small = try Models.make("mlp_classifier", configuration)
    #expect(small is MLP)
    #expect(small.parameters().map(\.shape) == [[3, 4], [3], [2, 3], [2]])
    #expect(try small.summary(inputShape: [64, 4]).rows[0].outputShape == [64, 2])
  }

  @Test func everyModelIsFresh() throws {
    let (a, b) = (
      try Models.make("mlp_classifier", configuration),
      try Models.make("mlp_classifier", configuration)
    )
    #expect(a !== b)
  }

  /// A model without a default configuration is not made without one.
  @Test func someModelsHaveNoDefaults() throws {
    #expect(
      throws: ModelError.configuration(
        name: "mlp_classifier", given: "nothing", expected: "KagamiNN.MLP.Configuration")
    ) { try Models.make("mlp_classifier") }
    Models.register("test_configured", configuredBy: Int.self) { Linear($0, 1) }
    #expect(try Models.make("test_configured", 5).parameters()[0].shape == [1, 5])
    #expect(throws: ModelError.self) { try Models.make("test_configured") }
  }

  @Test func otherPackagesAddTheirs() throws {
    Models.register("test_pair", defaults: (inputs: 3, outputs: 2)) {
      Linear($0.inputs, $0.outputs)
    }
    Models.register("test_plain") { ReLU() }
    #expect(Models.names.contains("test_pair"))
    #expect(try Models.make("test_pair").parameters()[0].shape == [2, 3])
    #expect(
      try Models.make("test_pair", (inputs: 5, outputs: 4)).parameters()[0].shape == [4, 5])
    #expect(try Models.make("test_plain") is ReLU)
  }

  @Test func unknownNamesListTheKnown() {
    do throws(ModelError) {
      _ = try Models.make("mlp")
      Issue.record("nothing was thrown")
    } catch {
      guard case .unknown("mlp", let known) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(known.contains("mlp_classifier"))
      #expect(error.description.hasPrefix("there is no model named mlp; known are "))
    }
  }

  @Test func configurationsHaveTheirType() {
    #expect(
      throws: ModelError.configuration(
        name: "mlp_classifier", given: "Swift.Int", expected: "KagamiNN.MLP.Configuration")
    ) { try Models.make("mlp_classifier", 3) }
    #expect(
      ModelError.configuration(name: "a", given: "Int", expected: "String").description
        == "the model a is configured by String, not by Int")
  }

  @Test func namesAreTakenOnce() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Models.register("mlp_classifier") { ReLU() } }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("Models.register: there is a model named mlp_classifier already"))
  }
}

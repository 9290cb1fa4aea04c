import Kagami
import KagamiNN
import Testing

/// Ready models come by name, and others may add theirs.
@Suite struct ModelsTests {
  @Test func theClassifierIsThere() throws {
    #expect(Models.names.contains("mlp_classifier"))
    let model = try Models.make("mlp_classifier")
    #expect(try model.summary(inputShape: [64, 784]).rows[0].outputShape == [64, 10])
    let small = try Models.make(
      "mlp_classifier", MLP.Configuration(inFeatures: 4, hidden: [3], outFeatures: 2))
    #expect(small is MLP)
    #expect(small.parameters().map(\.shape) == [[3, 4], [3], [2, 3], [2]])
  }

  @Test func everyModelIsFresh() throws {
    let (a, b) = (try Models.make("mlp_classifier"), try Models.make("mlp_classifier"))
    #expect(a !== b)
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

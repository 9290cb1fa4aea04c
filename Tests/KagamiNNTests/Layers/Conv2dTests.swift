import Kagami
import KagamiNN
import Testing

/// Layers on images: their summary, their settings, and misuse.
@Suite struct Conv2dTests {
  private static func network() -> Sequential {
    Sequential(
      Conv2d(1, 6, 5, padding: 2), ReLU(), MaxPool2d(2), Conv2d(6, 8, 3, groups: 2, bias: false),
      AvgPool2d(3, stride: 1), Flatten(), Linear(8 * 10 * 10, 3))
  }

  @Test func theSummaryCountsProducts() throws {
    let summary = try Self.network().summary(inputShape: [2, 1, 28, 28])
    let adds = summary.rows.filter { $0.multiplyAdds > 0 }.map(\.multiplyAdds)
    #expect(adds.contains(2 * 28 * 28 * 6 * 25))
    #expect(adds.contains(2 * 12 * 12 * 8 * 3 * 9))
    #expect(summary.multiplyAdds == 2 * (28 * 28 * 6 * 25 + 12 * 12 * 8 * 3 * 9 + 800 * 3))
  }

  @Test func aWrongShapeIsAnErrorOfTheDryRun() {
    let model = Self.network()
    let error = #expect(throws: MisuseError.self) {
      try model.summary(inputShape: [2, 3, 28, 28])
    }
    #expect(
      error?.problem == "an input of [2, 3, 28, 28] does not meet a weight of [6, 1, 5, 5] "
        + "([outputs, channels / groups, rows, columns]) in 1 groups")
    #expect(error?.modulePath?.contains("Conv2d") == true)
  }

  @Test func settingsAreKept() {
    let layer = Conv2d(4, 6, [3, 2], padding: .same, dilation: [1, 2], groups: 2)
    #expect(layer.inChannels == 4 && layer.outChannels == 6 && layer.kernelSize == [3, 2])
    #expect(layer.weight.shape == [6, 2, 3, 2] && layer.bias?.shape == [6])
    #expect(layer.dilation == [1, 2] && layer.groups == 2)
    #expect(Conv2d(1, 1, 3, bias: false).bias == nil)
    #expect(MaxPool2d([3, 2]).stride == [3, 2] && AvgPool2d(3, stride: 2).stride == 2)
    #expect(layer.stateDict().map(\.name) == ["weight", "bias"])
  }

  @Test(arguments: [
    "groups": "Conv2d: 3 groups do not divide 4 and 6 channels",
    "size": "Conv2d: kernelSize cannot be (0, 3)",
    "same":
      "Conv2d: padding for results of the image's extents and a stride of 2 exclude one another",
    "huge": "make more numbers than there can be in memory",
  ])
  func impossibleLayersAreRefused(_ kind: String, _ problem: String) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [kind] in
      switch kind {
      case "groups": _ = Conv2d(4, 6, 3, groups: 3)
      case "size": _ = Conv2d(4, 6, [0, 3])
      case "same": _ = Conv2d(4, 6, 3, stride: 2, padding: .same)
      default: _ = Conv2d(1 << 30, 1 << 30, Pair(1 << 20))
      }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(problem))
  }
}

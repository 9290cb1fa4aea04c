import Kagami
import KagamiNN
import Testing

/// Impossible extents, positions and epochs stop with a message.
@Suite struct ExtentMisuseTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func layersOfImpossibleSizes() async {
    let negative = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Linear(-1, 3) }
    #expect(message(negative).contains("Linear: inFeatures cannot be -1"))
    let huge = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Linear(1 << 40, 1 << 40) }
    #expect(message(huge).contains("make more numbers than there can be in memory"))
    let rows = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Embedding(-3, 2, paddingIdx: 0) }
    #expect(message(rows).contains("Embedding: numEmbeddings cannot be -3"))
    let channels = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GroupNorm(2, -4) }
    #expect(message(channels).contains("GroupNorm: numChannels cannot be -4"))
    let sizes = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Unflatten(axis: 0, [1 << 40, 1 << 40])(Tensor.ones([4])) }
    #expect(message(sizes).contains("do not multiply up to the extent of axis 0 of [4]"))
  }

  @Test func positionsOutOfRange() async {
    let prefix = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Sequential(ReLU()).prefix(-1, Tensor.ones([1])) }
    #expect(message(prefix).contains("Sequential.prefix: there are no -1 layers among 1"))
    let from = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Sequential(ReLU())[5...] }
    #expect(message(from).contains("are not within 1 modules"))
    let upTo = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = ModuleList(ReLU())[..<(-1)] }
    #expect(message(upTo).contains("are not within 1 modules"))
    let through = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = ModuleList(ReLU())[...Int.max] }
    #expect(message(through).contains("are not within 1 modules"))
    let closed = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = ModuleList(ReLU())[0...Int.max] }
    #expect(message(closed).contains("are not within 1 modules"))
  }

  @Test func epochsOutOfRange() async {
    let last = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = StepLR(SGD([Parameter(Tensor.ones([1]))]), stepSize: 1, lastEpoch: .max) }
    #expect(message(last).contains("StepLR: lastEpoch cannot be"))
    let period = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = CosineAnnealingLR(SGD([Parameter(Tensor.ones([1]))]), tMax: .max) }
    #expect(message(period).contains("CosineAnnealingLR: tMax cannot be"))
  }

  @Test func partsThatAreThere() {
    let list = ModuleList(ReLU(), Tanh(), Sigmoid())
    #expect(list[1...].count == 2 && list[...1].count == 2 && list[..<0].count == 0)
    #expect(list[3...].count == 0 && list[0...2].count == 3 && list[1..<2].count == 1)
  }
}

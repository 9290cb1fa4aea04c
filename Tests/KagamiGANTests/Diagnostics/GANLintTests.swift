import Kagami
import KagamiGAN
import KagamiNN
import Testing

/// Each classic mistake is reported, and correct steps give no finding.
@Suite struct GANLintTests {
  /// A small pair of networks and ways of training it, right and wrong.
  private final class Pair {
    let generator = Sequential(Linear(4, 8), ReLU(inplace: true), Linear(8, 6), Tanh())
    let discriminator = Sequential(
      Linear(6, 8), LeakyReLU(0.2, inplace: true), Linear(8, 1), Sigmoid())
    let criterion: Loss
    let optimizerG: Adam
    let optimizerD: Adam
    let real = Tensor.uniform([5, 6], -1, 1)

    init(criterion: Loss = BCELoss()) {
      self.criterion = criterion
      optimizerG = Adam(generator.parameters(), lr: 1e-3)
      optimizerD = Adam(discriminator.parameters(), lr: 1e-3)
    }

    func check(_ step: @escaping (Pair) throws -> Void) throws -> [GANFinding] {
      try GANLint(
        generator: generator, discriminator: discriminator, optimizerG: optimizerG,
        optimizerD: optimizerD, criteria: [criterion]
      ).check {
        for _ in 0..<2 { try step(self) }
      }
    }

    var ones: Tensor { Tensor.ones([5, 1]) }
    var zeros: Tensor { Tensor.zeros([5, 1]) }
    func fake() -> Tensor { generator(Tensor.randn([5, 4])) }

    func updateGenerator(_ fake: Tensor) {
      optimizerG.zeroGrad()
      criterion(discriminator(fake), ones).backward()
      optimizerG.step()
    }

    func updateDiscriminator(_ fake: Tensor, clearing: Bool = true) {
      if clearing { optimizerD.zeroGrad() }
      (criterion(discriminator(real), ones) + criterion(discriminator(fake), zeros)).backward()
      optimizerD.step()
    }
  }

  private static let all = ["0.weight", "0.bias", "2.weight", "2.bias"]

  @Test func rightStepsAreSilent() throws {
    // Generator first, discriminator first, and with the discriminator frozen meanwhile.
    #expect(
      try Pair().check { pair in
        let fake = pair.fake()
        pair.updateGenerator(fake)
        pair.updateDiscriminator(fake.detach())
      }.isEmpty)
    #expect(
      try Pair().check { pair in
        let fake = pair.fake()
        pair.updateDiscriminator(fake.detach())
        pair.updateGenerator(fake)
      }.isEmpty)
    #expect(
      try Pair().check { pair in
        let fake = pair.fake()
        pair.discriminator.frozen { pair.updateGenerator(fake) }
        pair.updateDiscriminator(fake.detach(), clearing: true)
      }.isEmpty)
  }

  @Test func generatorWithoutGradient() throws {
    let findings = try Pair().check { pair in
      let fake = pair.fake().detach()
      pair.updateGenerator(fake)
      pair.updateDiscriminator(fake)
    }
    #expect(
      findings == [
        .generatorWithoutGradient, .unreached(parameters: Self.all.map { "generator.\($0)" }),
      ])
  }

  @Test func leftoverGradients() throws {
    let findings = try Pair().check { pair in
      let fake = pair.fake()
      pair.optimizerD.zeroGrad()
      pair.updateGenerator(fake)
      pair.updateDiscriminator(fake.detach(), clearing: false)
    }
    #expect(findings == [.leftoverGradients(parameters: Self.all)])
  }

  @Test func missingDetach() throws {
    for generatorFirst in [true, false] {
      let findings = try Pair().check { pair in
        if generatorFirst { pair.updateGenerator(pair.fake()) }
        pair.updateDiscriminator(pair.fake())
        if !generatorFirst { pair.updateGenerator(pair.fake()) }
      }
      #expect(findings == [.missingDetach(parameters: Self.all)])
    }
  }

  /// Both losses of one fake image without `detach()`: the first pass has freed the generator's graph.
  @Test func aSecondPassThroughTheGenerator() throws {
    let findings = try Pair().check { pair in
      let fake = pair.fake()
      pair.updateGenerator(fake)
      pair.updateDiscriminator(fake)
    }
    guard
      case .misuse(let error)? = findings.first(where: {
        if case .misuse = $0 { true } else { false }
      })
    else {
      Issue.record("found \(findings)")
      return
    }
    #expect("\(error)".contains("a second time") && "\(error)".contains("detach()"))
  }

  @Test func targetsOfAnotherShape() throws {
    let findings = try Pair().check { pair in
      pair.criterion(pair.discriminator(pair.fake()), Tensor.ones([5])).backward()
    }
    #expect(findings == [.targetShape(loss: "BCELoss", output: [5, 1], target: [5])])
  }

  @Test func saturatedProbabilities() throws {
    let pair = Pair()
    pair.discriminator.parameters()[3].assign(Tensor([200.0]))
    let findings = try pair.check { pair in
      let fake = pair.fake()
      pair.updateGenerator(fake)
      pair.updateDiscriminator(fake.detach())
    }
    #expect(findings.contains(.saturated(loss: "BCELoss", count: 5, of: 5)))
    #expect(findings.contains(.generatorWithoutGradient))
    #expect(findings.contains { $0.description.contains("BCEWithLogitsLoss") })
  }

  /// Another mistake ends the steps, not the program; and what the steps throw is thrown on.
  @Test func otherEnds() throws {
    let findings = try Pair().check { pair in _ = pair.discriminator(Tensor.ones([5, 7])) }
    guard case .misuse(let error)? = findings.first else {
      Issue.record("expected a mistake, found \(findings)")
      return
    }
    #expect(error.operation == "linear" && error.modulePath?.contains("sequential.0") ?? false)
    struct Stop: Error {}
    #expect(throws: Stop.self) { try Pair().check { _ in throw Stop() } }
  }

  /// Nothing is left of the watching.
  @Test func hooksAreTakenAway() throws {
    let pair = Pair()
    _ = try pair.check { $0.updateGenerator($0.fake()) }
    let before = pair.generator.parameters()[0].value.array(of: Float.self)
    pair.updateGenerator(pair.fake())
    #expect(pair.generator.parameters()[0].value.array(of: Float.self) != before)
  }
}

import Kagami
import KagamiNN
import Testing

/// Groups take the optimizer's settings for what they do not set, and may be written to.
@Suite struct ParameterGroupTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func groupsFillInDefaults() {
    let (a, b) = (Parameter(Tensor.ones([1])), Parameter(Tensor.ones([1])))
    let optimizer = Adam(
      [ParameterGroup([a], lr: 1e-3), ParameterGroup([b], betas: (0.5, 0.9))], lr: 2e-4)
    #expect(optimizer.groups.map(\.lr) == [1e-3, 2e-4])
    #expect(optimizer.groups[0].betas == (0.9, 0.999))
    #expect(optimizer.groups[1].betas == (0.5, 0.9))
    #expect(optimizer.parameters.count == 2)
  }

  @Test func theRateIsWritten() {
    let weight = Parameter(Tensor.zeros([1]))
    let optimizer = SGD([weight], lr: 1)
    optimizer.lr = 0.25
    #expect(optimizer.groups[0].lr == 0.25)
    weight.grad = Tensor.ones([1])
    optimizer.step()
    #expect(weight.value.item() == -0.25)
  }

  @Test func closuresGiveTheLoss() {
    let weight = Parameter(Tensor([3.0]))
    let optimizer = SGD([weight], lr: 0.5)
    let loss = noGrad {
      optimizer.step {
        optimizer.zeroGrad()
        let loss = (weight.value * weight.value).sum()
        loss.backward()
        return loss
      }
    }
    #expect(loss.item() == 9)
    #expect(weight.value.item() == 0)
  }

  @Test func velocitiesRestWithoutMomentum() {
    let weight = Parameter(Tensor.zeros([1]))
    let optimizer = SGD([weight], lr: 1, momentum: 0.5)
    for momentum in [0.5, 0, 0.5] {
      optimizer.groups[0].momentum = momentum
      weight.grad = Tensor.ones([1])
      optimizer.step()
    }
    // 1, then 1 without the velocity, then 0.5 · 1 + 1.
    #expect(weight.value.item() == -3.5)
  }

  @Test func mistakesAreNamed() async {
    let unknown = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = SGD([ParameterGroup([Parameter(Tensor.ones([1]))], betas: (0, 0.9))])
    }
    #expect(message(unknown).contains("SGD: a group cannot set beta1, only dampening, lr"))
    let twice = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let weight = Parameter(Tensor.ones([1]))
      Adam([weight]).addParameterGroup(ParameterGroup([weight]))
    }
    #expect(message(twice).contains("Adam: a parameter is listed twice"))
    let negative = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let optimizer = RMSprop([Parameter(Tensor.ones([1]))])
      optimizer.groups[0].lr = -2
    }
    #expect(message(negative).contains("RMSprop: lr cannot be -2.0"))
    let absent = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Adagrad([Parameter(Tensor.ones([1]))]).groups[0].momentum }
    #expect(message(absent).contains("ParameterGroup: there is no momentum here"))
  }

  @Test func oneRateNeedsOneGroup() async {
    let several = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let weights = [Parameter(Tensor.ones([1])), Parameter(Tensor.ones([1]))]
      _ = SGD(weights.map { ParameterGroup([$0]) }).lr
    }
    #expect(message(several).contains("SGD.lr: there are 2 groups with a rate each"))
    let replaced = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let optimizer = SGD([Parameter(Tensor.ones([1]))])
      optimizer.groups.append(ParameterGroup([]))
    }
    #expect(message(replaced).contains("the parameters of groups cannot be replaced"))
    let nesterov = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = SGD([Parameter(Tensor.ones([1]))], nesterov: true) }
    #expect(message(nesterov).contains("Nesterov needs a momentum above 0 and no dampening"))
  }
}

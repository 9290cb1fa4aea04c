import Kagami
import KagamiNN
import Testing

/// What the article on operations of your own says holds.
@Suite struct CustomOperationsTests {
  @Test func aSmoothMaximum() {
    /// `log(exp(βa) + exp(βb)) / β`, elementwise: close to the larger one, without its kink.
    struct SmoothMaximum: DifferentiableOperation {
      let name = "smoothMaximum"
      let saves: SavedTensors = [.input0, .input1]
      let beta: Double

      func forward(_ inputs: [Tensor]) -> Tensor {
        let (a, b) = (inputs[0], inputs[1])
        return a.maximum(b) + ((a - b).abs() * -beta).exp().log1p() / beta
      }

      func backward(_ context: BackwardContext) -> [Tensor?] {
        let share = ((context.input(0) - context.input(1)) * beta).sigmoid()
        return [
          context.needs[0] ? context.gradient * share : nil,
          context.needs[1] ? context.gradient * (1 - share) : nil,
        ]
      }
    }

    func smoothMaximum(_ a: Tensor, _ b: Tensor, beta: Double = 1) -> Tensor {
      record(SmoothMaximum(beta: beta), a, b)
    }

    let a = Tensor([0.5, -1, 2], dtype: .float64, requiresGrad: true)
    let b = Tensor([0.4, 1, 2], dtype: .float64, requiresGrad: true)
    let function: ([Tensor]) -> [Tensor] = { [smoothMaximum($0[0], $0[1], beta: 2)] }

    #expect(gradcheck(of: function, at: [a, b]).passed)
    #expect(gradgradcheck(of: function, at: [a, b]).passed)
  }

  @Test func aMissingFactor() {
    struct SignedSquare: DifferentiableOperation {
      let name = "signedSquare"
      let saves: SavedTensors = .input0

      func forward(_ inputs: [Tensor]) -> Tensor { inputs[0] * inputs[0].abs() }

      func backward(_ context: BackwardContext) -> [Tensor?] {
        [context.gradient * context.input(0) * 2]
      }
    }

    let x = Tensor([1.5, -2], dtype: .float64, requiresGrad: true)
    let report = gradcheck(of: { record(SignedSquare(), $0) }, at: x)

    #expect(report.mismatches.map(\.inputIndex) == [[1]])
  }

  @Test func aCutHistory() {
    struct Cube: DifferentiableOperation {
      let name = "cube"
      let saves: SavedTensors = .input0
      func forward(_ inputs: [Tensor]) -> Tensor { inputs[0] * inputs[0] * inputs[0] }
      func backward(_ context: BackwardContext) -> [Tensor?] {
        let x = context.input(0).detach()
        return [context.gradient * x * x * 3]
      }
    }

    let x = Tensor([1.0, 2], dtype: .float64, requiresGrad: true)
    #expect(gradcheck(of: { record(Cube(), $0) }, at: x).passed)
    #expect(!gradgradcheck(of: { record(Cube(), $0) }, at: x).passed)
  }

  @Test func aNumberOnTheWay() {
    /// `x / |x|`, and `1 / |x|`.
    struct UnitVector: MultiOutputOperation {
      let name = "unitVector"
      let saves: SavedTensors = [.output(0), .output(1)]
      let outputCount = 2

      func forward(_ inputs: [Tensor]) -> [Tensor] {
        let scale = inputs[0].square().sum().rsqrt()
        return [inputs[0] * scale, scale]
      }

      func backward(_ context: BackwardContext) -> [Tensor?] {
        let (unit, scale) = (context.output(0), context.output(1))
        let (toUnit, toScale) = (context.gradient(of: 0), context.gradient(of: 1))
        let along = (unit * toUnit).sum()
        return [(toUnit - unit * along) * scale - unit * toScale * scale.square()]
      }
    }

    func unitVector(_ x: Tensor) -> Tensor { record(UnitVector(), x)[0] }

    let x = Tensor([3.0, 4], dtype: .float64, requiresGrad: true)
    #expect(unitVector(x).allClose(Tensor([0.6, 0.8], dtype: .float64)))
    #expect(gradcheck(of: { record(UnitVector(), $0[0]) }, at: [x]).passed)
    #expect(gradgradcheck(of: { record(UnitVector(), $0[0]) }, at: [x]).passed)
  }

  @Test func anotherGradient() {
    struct StraightThroughRound: DifferentiableOperation {
      let name = "straightThroughRound"
      let saves: SavedTensors = .nothing
      func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].round() }
      func backward(_ context: BackwardContext) -> [Tensor?] { [context.gradient] }
    }

    let x = Tensor([0.2, 1.7], requiresGrad: true)
    record(StraightThroughRound(), x).sum().backward()
    #expect(x.grad?.array(of: Float.self) == [1, 1])
  }
}

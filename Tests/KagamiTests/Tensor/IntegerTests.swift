import Kagami
import Testing

/// Integers are exact, wrap, and combine with numbers as PyTorch's do.
@Suite struct IntegerTests {
  private func bytes(_ values: UInt8...) -> Tensor { Tensor(values) }

  @Test func bytesMeetNumbers() {
    #expect((bytes(255, 128) / 256).array(of: Double.self) == [0.99609375, 0.5])
    #expect((bytes(5) + (-1)).array(of: Int.self) == [4])
    #expect((bytes(5) - 300).array(of: Int.self) == [217])
    #expect((bytes(255) .== 300).array(of: Bool.self) == [false])
    #expect((bytes(5) + Tensor(300)).array(of: Int.self) == [49])
    #expect((-bytes(5)).array(of: Int.self) == [251])
    #expect(bytes(200, 200).matmul(bytes(2, 2)).item() == 32)
  }

  @Test func smallestElements() {
    #expect(bytes(3, 5).amin().item() == 3)
    #expect(Tensor([Int64.min, 5]).amin().item(as: Int64.self) == .min)
    #expect(Tensor([true, false]).amin().item(as: Bool.self) == false)
  }

  @Test func powersAreExactAndWrap() {
    #expect(Tensor(3).pow(39).item(as: Int.self) == 4_052_555_153_018_976_267)
    #expect(Tensor(3).pow(300).item(as: Int.self) == 4_157_753_088_978_724_465)
    #expect(Tensor([2]).pow(Tensor([-1])).array(of: Int.self) == [0])
    #expect(Tensor([3]).pow(2.0).dtype == .float32)
  }

  @Test func boundsAreExact() {
    let large = 1 << 53 + 1
    #expect(Tensor([large]).clamp(min: 0).array(of: Int.self) == [large])
    #expect(Tensor([0, 1, 2]).clamp(min: 0.5).array(of: Double.self) == [0.5, 1, 2])
    #expect(Tensor([0.0, 1]).clamp(min: .nan).array(of: Double.self).allSatisfy { $0.isNaN })
    #expect((Tensor([9_007_199_254_740_993]) .== 0x1p53).array(of: Bool.self) == [false])
    let x = Tensor([1, .infinity], requiresGrad: true)
    x.clamp(min: 0).sum().backward()
    #expect(x.grad?.array(of: Double.self) == [1, 1])
  }

  @Test func misuseStops() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.full([1], 300, dtype: .uint8) }
    await #expect(processExitsWith: .failure) { _ = Tensor([2]).pow(-2) }
    await #expect(processExitsWith: .failure) {
      var x = Tensor([1])
      x += 0.5
    }
    await #expect(processExitsWith: .failure) {
      var x = Tensor([1])
      x /= 2
    }
    await #expect(processExitsWith: .failure) { _ = Tensor.bernoulli(Tensor([Double.nan])) }
  }

  @Test func longPrintsAreCut() {
    let text = "\(Tensor.arange(2000).reshape([2, 1000]))"
    #expect(text.contains("[   0,    1,    2,  ...,  997,  998,  999]"))
    #expect("\(Tensor([-Double.nan, .infinity]))" == "tensor([nan, inf])")
  }

  @Test func factoriesMakeLeaves() {
    #expect(Tensor.zeros([2], requiresGrad: true).requiresGrad)
    #expect(Tensor(3.5).argmax(axis: 0).item() == 0)
  }

  @Test func integersBesideFractions() {
    let x = Tensor([1, 2, 3] as [Int64])
    #expect((x .< 2.5).array(of: Bool.self) == [true, true, false])
    #expect((x .<= 2.5).array(of: Bool.self) == [true, true, false])
    #expect((x .> 2.5).array(of: Bool.self) == [false, false, true])
    #expect((x .>= 2.5).array(of: Bool.self) == [false, false, true])
  }

  @Test func integersTimesFractions() {
    let x = Tensor([1, 2, 3, 4] as [Int64], shape: [2, 2])
    let y = Tensor([0.5, 0.25] as [Float]).reshape([2, 1])
    #expect(x.matmul(y).array(of: Double.self) == [1, 2.5])
    #expect(y.transpose().matmul(x).array(of: Double.self) == [1.25, 2])
  }

  /// One truth value decides for a whole row.
  @Test func conditionsBroadcast() {
    let isChosen = Tensor([true, false]).reshape([2, 1])
    let chosen = Tensor.where(isChosen, Tensor.ones([2, 3]), Tensor.zeros([2, 3]))
    #expect(chosen.array(of: Double.self) == [1, 1, 1, 0, 0, 0])
  }
}

import Kagami
import KagamiNN
import Testing

/// A device may be added, and its memory need not be the host's.
@Suite struct DeviceTests {
  private let sealed = SealedDevice.device

  @Test func aRegisteredDeviceIsListed() {
    #expect(sealed.name == "sealed")
    #expect(Device.all.prefix(2).map(\.name) == ["cpu", "reference"])
    #expect(Device.all.contains(sealed))
    #expect(sealed != .cpu)
  }

  @Test func elementsComeAndGo() {
    let x = Tensor([[1, 2, 3], [4, 5, 6]] as [[Float]], device: sealed)
    #expect(
      x.description
        == "tensor([[1., 2., 3.],\n        [4., 5., 6.]], device: sealed)")
    #expect(x.transpose().to(.reference).array(of: Float.self) == [1, 4, 2, 5, 3, 6])
    #expect(x[1, 2].item() == 6)
    var written = x
    written[0] = Tensor([7, 8, 9] as [Float], device: sealed)
    #expect(written.array(of: Int.self) == [7, 8, 9, 4, 5, 6])
    #expect(x.array(of: Int.self) == [1, 2, 3, 4, 5, 6])
    for dtype in DType.allCases {
      let back = x.to(dtype).to(.cpu)
      #expect(back.dtype == dtype)
      #expect(back.array(of: Double.self) == x.to(.cpu).to(dtype).array(of: Double.self))
    }
  }

  /// Random numbers are made on the host and moved: they are the same on every device.
  @Test func randomNumbersAreTheSame() {
    for device in [Device.cpu, sealed] {
      let stream = RandomGenerator(seed: 3)
      let normal = Tensor.randn([20], device: device, generator: stream)
      let whole = Tensor.randint(0, 100, [5], device: device, generator: stream)
      let order = Tensor.randperm(6, device: device, generator: stream)
      #expect(normal.device == device && whole.device == device && order.device == device)
      let again = RandomGenerator(seed: 3)
      #expect(
        normal.array(of: Float.self) == Tensor.randn([20], generator: again).array(of: Float.self))
      #expect(
        whole.array(of: Int.self)
          == Tensor.randint(0, 100, [5], generator: again).array(of: Int.self))
      #expect(order.array(of: Int.self) == Tensor.randperm(6, generator: again).array(of: Int.self))
    }
  }

  /// Where a default goes by way of the host, its result may lie in another order than rows.
  @Test func gradientsThatLieTransposed() {
    func slope(_ device: Device) -> [Double] {
      let x = Tensor(
        [1, -2, 3, -4, 5, 6], shape: [2, 3], dtype: .float64, device: device, requiresGrad: true)
      let weights = Tensor([1, 2, 3, 4, 5, 6], shape: [3, 2], dtype: .float64, device: device)
      return grad(of: ((-x.transpose()).exp() * weights).sum(), withRespectTo: [x])[0]
        .array(of: Double.self)
    }
    #expect(slope(SealedDevice.device) == slope(.reference))
    let y = Tensor([3, 1, 2, 0], shape: [2, 2], device: SealedDevice.device).transpose()
    #expect(y.cumSum(axis: 0).array(of: Int.self) == [3, 2, 4, 2])
    #expect((y & y).array(of: Int.self) == [3, 2, 1, 0])
  }

  @Test func matricesAreFactorised() throws {
    let a = Tensor([[4, 1], [1, 3]] as [[Float]], device: sealed)
    let b = try a.solve(Tensor([1, 2] as [Float], device: sealed))
    #expect(b.device == sealed)
    #expect(a.matmul(b).to(.cpu).allClose(Tensor([1, 2] as [Float])))
    let factor = try a.cholesky()
    #expect(factor.matmul(factor.transpose()).to(.cpu).allClose(a.to(.cpu)))
    #expect(try a.svdvals().device == sealed)
  }

  @Test func modelsTrain() {
    func losses(_ device: Device, _ make: ([Parameter]) -> Optimizer) -> [Double] {
      withGenerator(RandomGenerator(seed: 1)) {
        let model = Sequential(Linear(4, 8), LeakyReLU(0.2), Linear(8, 1), Sigmoid())
        model.to(device)
        let optimizer = make(model.parameters())
        let (x, y) = (Tensor.randn([6, 4], device: device), Tensor.ones([6, 1], device: device))
        return (0..<4).map { _ in
          optimizer.zeroGrad()
          let loss = BCELoss()(model(x), y)
          loss.backward()
          optimizer.step()
          return loss.item()
        }
      }
    }
    for make in [
      { Adam($0, lr: 0.01) }, { SGD($0, lr: 0.1, momentum: 0.9) }, { RMSprop($0) },
    ] as [([Parameter]) -> Optimizer] {
      let (here, there) = (losses(.cpu, make), losses(sealed, make))
      #expect(zip(here, there).allSatisfy { abs($0 - $1) < 1e-5 })
      #expect(here[3] < here[0])
    }
  }

  @Test func namesAreTakenOnce() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SealedDevice.device
      _ = Device.register("cpu", backend: Device.cpu.backend)
    }
    let text = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(text.contains("there is a device cpu already"))
  }
}

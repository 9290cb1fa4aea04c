import Kagami

func addGradients(to checks: inout Checks) {
  checks.right("a weight used by linear and by mean") {
    manualSeed(0)
    let x = Tensor.randn([32, 300])
    let w = Tensor.randn([256, 300], requiresGrad: true)
    (x.linear(w).sum() + w.mean()).backward()
    let expected = Double(x.sum(axis: 0)[0].item()) + 1 / (256 * 300)
    return isNear(Double(w.grad?[0, 0].item() ?? .nan), expected)
  }
  checks.right("two passes whose gradients lie differently") {
    let w = Tensor.ones([3, 4], requiresGrad: true)
    let c = Tensor.arange(12).to(.float32).reshape([4, 3])
    (w.transpose() * c).sum().backward()
    (Tensor.ones([5, 3]).matmul(w) * 2).sum().backward()
    return w.grad?.array(of: Float.self) == (c.transpose() + 10).array()
  }
  checks.right("a transposed gradient is set before a pass") {
    let w = Tensor.ones([3, 4], requiresGrad: true)
    w.grad = Tensor.arange(12).to(.float32).reshape([4, 3]).transpose()
    Tensor.ones([2, 4]).linear(w).sum().backward()
    return w.grad?.array() == [2, 5, 8, 11, 3, 6, 9, 12, 4, 7, 10, 13]
  }
  checks.right("tied weights") {
    manualSeed(0)
    let x = Tensor.randn([64, 20])
    let w = Tensor.randn([7, 20], requiresGrad: true)
    x.linear(w).linear(w.transpose()).sum().backward()
    let expected = [-93.40, -46.82, -10.47]
    let found = w.grad?[0].array(of: Double.self) ?? []
    return zip(found, expected).allSatisfy { isNear($0, $1, 1e-2) } && found.count == 20
  }
  checks.right("a gradient penalty beside the weight's mean") {
    manualSeed(1)
    let x = Tensor.randn([16, 30], dtype: .float64, requiresGrad: true)
    let w = Tensor.randn([20, 30], dtype: .float64, requiresGrad: true)
    func penalty() -> Tensor {
      let slope = grad(of: x.linear(w).tanh().sum(), withRespectTo: [x], createGraph: true)[0]
      return (slope * slope).sum()
    }
    let apart = grad(of: penalty(), withRespectTo: [w])[0] + 1.0 / 600
    (penalty() + w.mean()).backward()
    return (w.grad ?? x).shape == [20, 30]
      && ((w.grad ?? apart * 0) - apart).abs().amax().item() < 1e-12
  }
  checks.stops("a seed of another type", saying: "a gradient of [3], float64") {
    let x = Tensor.ones([3], requiresGrad: true)
    x.relu().backward(gradient: Tensor.ones([3]).to(.float64))
  }
  checks.stops("a gradient of another type is set", saying: "does not fit a tensor of [3], float32")
  {
    Tensor.ones([3], requiresGrad: true).grad = Tensor.ones([3], dtype: .float64)
  }
  checks.right("assignment inside noGrad leaves a leaf") {
    var w = Tensor.ones([3], requiresGrad: true)
    noGrad { w[0] = Tensor(5.0) }
    return w.requiresGrad && w.isLeaf && w.array() == [5, 1, 1]
  }
  checks.stops("recorded assignment to a leaf", saying: "a leaf of [3] that requires a gradient") {
    var w = Tensor.ones([3], requiresGrad: true)
    w[0] = Tensor(5.0)
  }
  checks.right("a weight that is smaller than its batch") {
    let x = Tensor.ones([4096, 256])
    let w = Tensor.zeros([256, 256], requiresGrad: true)
    x.linear(w).sum().backward()
    return w.grad?[0, 0].item() == 4096
  }
  checks.stops(
    "a custom operation with too few gradients", saying: "gives 0 gradients for 1 inputs"
  ) {
    struct Careless: DifferentiableOperation {
      let name = "careless"
      let saves: SavedTensors = .nothing
      func forward(_ inputs: [Tensor]) -> Tensor { inputs[0] * 2 }
      func backward(_ context: BackwardContext) -> [Tensor?] { [] }
    }
    record(Careless(), Tensor.ones([2], requiresGrad: true)).sum().backward()
  }
}

import Kagami

func addNumbers(to checks: inout Checks) {
  checks.right("sums are accurate whatever the strides") {
    let long = Tensor.full([2, 1_000_000], 0.1).transpose().sum(axis: 0)[0].item()
    let half = Tensor.full([1, 2], 0.1).expand([5_000_000, 2]).sum().item()
    return isNear(Double(long), 100_000.0015, 1e-6) && isNear(Double(half), 1_000_000.015, 1e-6)
  }
  checks.right("bytes meet numbers as torch's do") {
    let u = Tensor([255, 128], dtype: .uint8)
    let five = Tensor([5], dtype: .uint8)
    return (u / 256).array() == [0.99609375, 0.5] && (five + (-1)).array(of: Int.self) == [4]
      && (five - 300).array(of: Int.self) == [217]
      && !(Tensor([255], dtype: .uint8) .== 300).array(of: Bool.self)[0]
  }
  checks.right("the least of integers") {
    let u = Tensor([7, 3], dtype: .uint8)
    let i = Tensor([Int.min, 4])
    return u.amin().item() == 3 && i.amin().array(of: Int.self) == [.min]
      && !Tensor([true, false]).amin().array(of: Bool.self)[0]
  }
  checks.right("powers and bounds of integers are exact") {
    let three = Tensor([3])
    let large = Tensor([(1 << 53) + 1])
    return three.pow(39).array(of: Int.self) == [4_052_555_153_018_976_267]
      && three.pow(41).array(of: Int.self) == [(0..<41).reduce(1) { product, _ in product &* 3 }]
      && large.clamp(min: 0).array(of: Int.self) == [(1 << 53) + 1]
  }
  checks.stops("a negative power of integers", saying: "negative power -2") {
    _ = Tensor([2]).pow(-2)
  }
  checks.stops("a negative extent", saying: "expand") { _ = Tensor.ones([1, 3]).expand([-2, 3]) }
  checks.stops("too many elements", saying: "[1099511627776, 1099511627776]") {
    _ = Tensor.zeros([1 << 40, 1 << 40])
  }
  checks.stops("a length beyond the axis", saying: "narrow") {
    _ = Tensor.zeros([4]).narrow(axis: 0, start: 1, length: .max)
  }
  checks.stops("an integer takes a fraction in place", saying: "does not fit in place") {
    var x = Tensor([1, 2])
    x += 0.5
  }
  checks.stops("a byte that does not fit", saying: "300 is outside the range of uint8") {
    _ = Tensor.full([1], 300, dtype: .uint8)
  }
  checks.right("conversions wrap") {
    Tensor([300, -1]).to(.uint8).array(of: Int.self) == [44, 255]
  }
  checks.stops("truth values have no difference", saying: "truth values have no difference") {
    _ = Tensor([true]) - Tensor([false])
  }
  checks.right("linear with one row, numbers with an axis") {
    Tensor.ones([2, 3]).linear(Tensor.ones([3])).array() == [3, 3]
      && Tensor(4.0).sum(axis: 0).item() == 4
  }
}

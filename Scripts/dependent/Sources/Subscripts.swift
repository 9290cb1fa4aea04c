import Kagami

func addSubscripts(to checks: inout Checks) {
  checks.right("what is typed on the first day") {
    var x = Tensor.arange(6).to(.float32).reshape([2, 3])
    x[0] = 5
    let mask = x .> 4.5
    x[mask] = 1
    let rows = x[Tensor([1, 0])]
    x[Tensor([1])] = 7
    return x.shape[-1] == 3 && rows.array() == [3, 4, 1, 1, 1, 1] && x[1].array() == [7, 7, 7]
      && x[..<(-1)].shape == [1, 3] && x[mask].shape == [4]
  }
  checks.right("factories take requiresGrad") {
    Tensor.randn([2, 3], requiresGrad: true).requiresGrad
      && Tensor.zeros([2], requiresGrad: true).isLeaf
  }
  checks.right("subscripts built in a loop") {
    let x = Tensor.arange(24).reshape([2, 3, 4])
    var places: [any TensorIndex] = []
    for extent in x.shape { places.append(extent - 1) }
    return x[indices: places].item() == 23
  }
  checks.stops("an index beyond the axis", saying: "index 2 is outside axis 0 of [2]") {
    _ = Tensor.zeros([2])[2]
  }
  checks.stops("an axis that is not there", saying: "axis 3 is not among the 1 axes of [2]") {
    _ = Tensor.zeros([2]).shape[3]
  }
  checks.stops("a place that is not there", saying: "there is no place 5") {
    var shape: Shape = [2, 3]
    shape.insert(1, at: 5)
  }
}

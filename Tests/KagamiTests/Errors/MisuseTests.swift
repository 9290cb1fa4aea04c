import Kagami
import Testing

/// Mistakes stop the program with a message that names the problem, the place and a remedy.
@Suite struct MisuseTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func matmulNamesShapesCallerAndHint() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      multiplyWhatDoesNotFit()
    }
    let text = message(result)
    #expect(text.contains("matmul: the inner extents of [2, 3] and [4, 5] differ"))
    #expect(text.contains("MisuseTests.swift:\(multiplyingLine)"))
    #expect(text.contains("hint: the last extent on the left"))
  }

  @Test func operatorsNameTheCallerToo() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      addWhatDoesNotFit()
    }
    let text = message(result)
    #expect(text.contains("add: shapes [2, 3] and [4] do not broadcast"))
    #expect(text.contains("MisuseTests.swift:\(addingLine)"))
  }

  @Test func devicesDoNotMix() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Tensor.zeros([2]) * Tensor.zeros([2], device: .reference)
    }
    #expect(message(result).contains("is on cpu, the other of [2] on reference"))
    #expect(message(result).contains("hint: move one with to(_:)"))
  }

  @Test func aFreedGraphIsNotWalkedAgain() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let x = Tensor([2.0], requiresGrad: true)
      let y = (x * x).sum()
      y.backward()
      y.backward()
    }
    #expect(
      message(result).contains("multiply: Trying to backward through the graph a second time"))
    #expect(message(result).contains("retainGraph: true"))
  }

  @Test func backwardNeedsOneNumberAndAHistory() async {
    let many = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      (Tensor([2.0, 3.0], requiresGrad: true) * 2).backward()
    }
    #expect(
      message(many).contains("grad can be implicitly created only for scalar outputs, not for [2]"))
    let none = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Tensor([2.0]).sum().backward() }
    #expect(message(none).contains("backward: element 0 of tensors does not require grad"))
  }

  @Test func leavesAreNotChangedInPlaceWhileRecording() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var x = Tensor([2.0], requiresGrad: true)
      x += 1
    }
    #expect(message(result).contains("a leaf of [1] that requires a gradient is changed in place"))
  }

  @Test func smallMistakesAreNamed() async {
    let reshape = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor.zeros([2, 3]).reshape([4]) }
    #expect(message(reshape).contains("reshape: 6 elements of [2, 3] do not fill [4]"))
    let index = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor.zeros([2, 3])[2] }
    #expect(message(index).contains("subscript: index 2 is outside axis 0 of [2, 3]"))
    let item = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor.zeros([2]).item() }
    #expect(message(item).contains("item: a tensor of [2] has 2 elements, not one"))
    let axis = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor.zeros([2]).sum(axis: 3) }
    #expect(message(axis).contains("sum: axis 3 is not among the 1 axes of [2]"))
    let probability = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor([1.5]).binaryCrossEntropy(Tensor([1.0])) }
    #expect(message(probability).contains("an input element is outside [0, 1]"))
    let target = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Tensor([0.5]).binaryCrossEntropy(Tensor([1.5])) }
    #expect(message(target).contains("a target element is outside [0, 1]"))
  }
}

// Functions of their own: a closure inside an exit test stands in a file that the macro makes.
private let multiplyingLine = #line + 2
private func multiplyWhatDoesNotFit() {
  _ = Tensor.zeros([2, 3]).matmul(Tensor.zeros([4, 5]))
}

private let addingLine = #line + 2
private func addWhatDoesNotFit() {
  _ = Tensor.zeros([2, 3]) + Tensor.zeros([4])
}

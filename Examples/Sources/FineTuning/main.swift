// A model that learned the digits 0 to 4 in PyTorch learns 5 to 9 here, and keeps what it had.
//
// Shows weights from a file of `torch.save`, loaded by name; a data set of one's own; a body that two heads share,
// first frozen, then learning at a rate of its own by parameter groups. The old head still reads the body: had all
// layers learned as fast as the new head, it would recognise fewer of them.
//
//   swift run --package-path Examples -c release FineTuning
//
// `pretrained.pt` is beside this file, with the script that trained the model in PyTorch on digits from here:
//
//   swift run --package-path Examples -c release FineTuning --digits digits.pt
//   python3 Examples/Sources/FineTuning/pretrain.py digits.pt Examples/Sources/FineTuning/pretrained.pt
//
// Prints, with last digits that depend on the processor's vectors:
//
//   held-out accuracy on                   0 to 4   5 to 9
//   weights of PyTorch                     99.2 %
//   body frozen, a new head                99.2 %   76.1 %
//   then all, the body ten times slower    97.2 %   97.2 %
//   the same with one rate for all         91.5 %   97.7 %

import Foundation
import Kagami
import KagamiData
import KagamiNN

/// Ends the program with one line and a status that is not 0.
func fail(_ problem: String) -> Never {
  FileHandle.standardError.write(Data("FineTuning: \(problem)\n".utf8))
  exit(1)
}

/// A body that makes features of images, and a head that makes logits of features.
final class DigitModel: Module {
  let body: Sequential
  let head: Linear

  /// A model with a body of its own, or one that shares the body of another.
  init(classes: Int, body: Sequential? = nil) {
    self.body =
      body ?? Sequential(Linear(28 * 28, 48), ReLU(), Linear(48, 32), ReLU())
    head = Linear(32, classes)
  }

  override func forward(_ x: Tensor) -> Tensor { head(body(x)) }
}

/// The digits of some labels only, the first of which becomes class 0.
struct SomeDigits: Dataset {
  let digits: DigitImages
  let labels: ClosedRange<UInt8>
  private let indices: [Int]

  init(_ digits: DigitImages, _ labels: ClosedRange<UInt8>) {
    (self.digits, self.labels) = (digits, labels)
    indices = digits.labels.indices.filter { labels.contains(digits.labels[$0]) }
  }

  var count: Int { indices.count }

  func batch(_ positions: [Int]) -> ImageBatch {
    let batch = digits.batch(positions.map { indices[$0] })
    return ImageBatch(images: batch.images, labels: batch.labels - Int64(labels.lowerBound))
  }
}

/// Some epochs of training.
func train(_ model: Module, on data: SomeDigits, _ optimizer: Optimizer, epochs: Int) {
  let criterion = CrossEntropyLoss()
  for _ in 0..<epochs {
    for batch in DataLoader(data, batchSize: 50, shuffle: true) {
      optimizer.zeroGrad()
      criterion(model(batch.images), batch.labels).backward()
      optimizer.step()
    }
  }
}

func accuracy(of model: Module, on data: SomeDigits) -> Double {
  noGrad {
    DataLoader(data, batchSize: 500).reduce(0) { correct, batch in
      correct + (model(batch.images).argmax(axis: 1) .== batch.labels).sum().item()
    } / Double(data.count)
  }
}

/// Writes the digits 0 to 4 that PyTorch is to learn, and those it is measured on, for `torch.load`.
func writeDigits(to path: String) throws {
  func value(_ digits: SomeDigits) -> TorchValue {
    let batch = digits.batch(Array(0..<digits.count))
    return ["images": .tensor(batch.images), "labels": .tensor(batch.labels)]
  }
  let low = SomeDigits(StrokeDigits.generate(count: 8_000, seed: 1), 0...4)
  try TorchFile.save(["train": value(low), "test": value(lowTest)], to: path)
}

/// The shares of held-out digits that are recognised: 0 to 4 by the old head, 5 to 9 by the new one.
typealias Shares = (low: Double, high: Double)

/// Trains a new head on the body of loaded weights, first with the body frozen, then with the body learning at a
/// rate of its own.
func fineTune(
  _ weights: StateDict, bodyLR: Double, headLR: Double
) throws -> (frozen: Shares, tuned: Shares) {
  // `body.0.weight` and the rest, each into the parameter of its name; a name or shape that does not fit is thrown.
  let old = DigitModel(classes: 5)
  try old.loadStateDict(weights)
  // The head was made for other digits: a new one, on the same body.
  let new = DigitModel(classes: 5, body: old.body)
  func shares() -> Shares { (accuracy(of: old, on: lowTest), accuracy(of: new, on: highTest)) }

  let optimizer = AdamW(
    [
      ParameterGroup(new.body.parameters(), lr: bodyLR),
      ParameterGroup(new.head.parameters(), lr: headLR),
    ])
  // While the body is frozen no gradients of its weights are formed, and the optimizer passes over parameters
  // without one. `new.body.setRequiresGrad(false)` freezes it for good.
  new.body.frozen { train(new, on: high, optimizer, epochs: 3) }
  let frozen = shares()
  train(new, on: high, optimizer, epochs: 3)
  return (frozen, shares())
}

func percent(_ share: Double) -> String { String(format: "%6.1f %%", 100 * share) }

func show(_ what: String, _ shares: Shares) {
  print(
    what.padding(toLength: 36, withPad: " ", startingAt: 0),
    percent(shares.low), percent(shares.high))
}

manualSeed(0)
let high = SomeDigits(StrokeDigits.generate(count: 8_000, seed: 2), 5...9)
let heldOut = StrokeDigits.generate(count: 4_000, seed: 3)
let (lowTest, highTest) = (SomeDigits(heldOut, 0...4), SomeDigits(heldOut, 5...9))

do {
  let arguments = CommandLine.arguments.dropFirst()
  if arguments.first == "--digits", let path = arguments.dropFirst().first {
    try writeDigits(to: path)
    exit(0)
  }
  guard let path = Bundle.module.path(forResource: "pretrained", ofType: "pt") else {
    fail("pretrained.pt is missing")
  }

  // What PyTorch saved: a dictionary of the model's state and of its accuracy there.
  let checkpoint = try TorchFile.load(path)
  guard let weights = try checkpoint["model"]?.tensors else { fail("there is no model in \(path)") }

  let model = DigitModel(classes: 5)
  try model.loadStateDict(weights)
  let pretrained = accuracy(of: model, on: lowTest)

  print("held-out accuracy on                   0 to 4   5 to 9")
  print(
    "weights of PyTorch".padding(toLength: 36, withPad: " ", startingAt: 0), percent(pretrained))
  let slow = try fineTune(weights, bodyLR: 3e-4, headLR: 3e-3)
  show("body frozen, a new head", slow.frozen)
  show("then all, the body ten times slower", slow.tuned)
  let even = try fineTune(weights, bodyLR: 3e-3, headLR: 3e-3)
  show("the same with one rate for all", even.tuned)

  // Digits on the border between two classes may fall to either side.
  guard let there = checkpoint["accuracy"]?.double, abs(pretrained - there) < 0.002 else {
    fail("other digits are recognised here than in PyTorch")
  }
  if slow.frozen.low != pretrained { fail("the frozen body changed") }
  if slow.tuned.high < 0.95 { fail("accuracy on 5 to 9 is \(slow.tuned.high), below 0.95") }
  if slow.tuned.low < 0.95 { fail("accuracy on 0 to 4 fell to \(slow.tuned.low), below 0.95") }
  if slow.tuned.low <= even.tuned.low { fail("a slow body forgot more than a fast one") }
} catch {
  fail("\(error)")
}

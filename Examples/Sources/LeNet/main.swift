// A convolutional network that reads digits: LeNet-5 (LeCun et al., 1998), with today's rectifiers and maxima.
//
// Shows convolutions and pooling, what they make of the shape of images, the table of a model's layers, and
// training with the cross-entropy.
//
//   swift run --package-path Examples -c release LeNet
//
// Prints, with last digits that depend on the processor's vectors:
//
//   ================================================================
//   Layer (type:depth-idx)   Output Shape       Param #    Mult-Adds
//   ================================================================
//   LeNet                    [64, 10]                --           --
//   ├─Sequential: 1-1        [64, 16, 5, 5]          --           --
//   │    └─Conv2d: 2-1       [64, 6, 28, 28]        156    7,526,400
//   …
//   epoch 1: loss 0.492, held-out accuracy 97.0 %
//   epoch 2: loss 0.061, held-out accuracy 98.4 %
//   epoch 3: loss 0.038, held-out accuracy 98.7 %
//   test accuracy 98.7 % after 4.3 s

import Foundation
import Kagami
import KagamiData
import KagamiNN

/// Two convolutions, each followed by a rectifier and by the maxima of 2×2 pixels, and three linear layers.
final class LeNet: Module {
  let features: Sequential
  let classifier: Sequential

  override init() {
    features = Sequential(
      Conv2d(1, 6, 5, padding: 2), ReLU(), MaxPool2d(2),  // [n, 1, 28, 28] to [n, 6, 14, 14]
      Conv2d(6, 16, 5), ReLU(), MaxPool2d(2))  // to [n, 16, 5, 5]
    classifier = Sequential(
      Flatten(),  // to [n, 400]
      Linear(16 * 5 * 5, 120), ReLU(), Linear(120, 84), ReLU(), Linear(84, 10))
  }

  /// - Parameter x: `[n, 784]`, as the loader gives images.
  /// - Returns: `[n, 10]`, one logit for each digit.
  override func forward(_ x: Tensor) -> Tensor {
    classifier(features(x.reshape([-1, 1, 28, 28])))
  }
}

manualSeed(0)

// Digits drawn in code; with MNIST's files: `try MNIST.load(directory: path, split: .train)`.
let training = StrokeDigits.generate(count: 10_000, seed: 1)
let heldOut = StrokeDigits.generate(count: 2_000, seed: 2)

let model = LeNet()
print(try model.summary(inputShape: [64, 784]))

let epochs = 3
let loader = DataLoader(training, batchSize: 64, shuffle: true)
let criterion = CrossEntropyLoss()
let optimizer = Adam(model.parameters(), lr: 2e-3)

/// The share of digits whose largest logit is that of their label.
func accuracy(of model: Module, on digits: DigitImages) -> Double {
  model.eval()
  defer { model.train() }
  return noGrad {
    var correct = 0.0
    for batch in DataLoader(digits, batchSize: 500) {
      correct += (model(batch.images).argmax(axis: 1) .== batch.labels).sum().item()
    }
    return correct / Double(digits.count)
  }
}

let start = ContinuousClock.now
var reached = 0.0
for epoch in 1...epochs {
  var total = 0.0
  for batch in loader {
    let loss = criterion(model(batch.images), batch.labels)  // [64, 784] and [64]
    optimizer.zeroGrad()
    loss.backward()
    optimizer.step()
    total += loss.item()
  }
  reached = accuracy(of: model, on: heldOut)
  print(
    String(
      format: "epoch %d: loss %.3f, held-out accuracy %.1f %%", epoch,
      total / Double(loader.count), 100 * reached))
}
print(
  String(
    format: "test accuracy %.1f %% after %.1f s", 100 * reached,
    (ContinuousClock.now - start) / .seconds(1)))

if reached < 0.97 {
  FileHandle.standardError.write(Data("LeNet: accuracy \(reached) is below 0.97\n".utf8))
  exit(1)
}

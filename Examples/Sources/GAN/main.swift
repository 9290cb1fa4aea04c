// A generator and a discriminator in the classic loop, written out by hand.
//
// Shows two `Module`s, binary cross-entropy, two Adams, `detach`, pictures of what the generator draws, and
// `GANLint`, which reports the classic mistakes in such a loop.
//
//   swift run --package-path Examples -c release GAN [folder]
//
// Prints, with last digits that depend on the processor's vectors:
//
//   lint of the loop: nothing found
//   step    2: mean image off by 0.825, variety 0.18 of the digits'
//   losses 1.07 and 0.58, step  200: mean image off by 0.242, variety 0.50 of the digits'
//   …
//   losses 1.78 and 0.49, step 1000: mean image off by 0.164, variety 0.87 of the digits'
//   wrote runs/example-gan.png
//   lint of a wrong loop: the discriminator's step uses gradients that the generator's loss left at …
//   lint of a wrong loop: the discriminator's loss goes back into the generator, by way of …

import Foundation
import Kagami
import KagamiData
import KagamiGAN
import KagamiNN

/// Ends the program with one line and a status that is not 0.
func fail(_ problem: String) -> Never {
  FileHandle.standardError.write(Data("GAN: \(problem)\n".utf8))
  exit(1)
}

final class Generator: Module {
  let model: Sequential

  init(latentDim: Int, outputDim: Int) {
    model = Sequential(
      Linear(latentDim, 128), BatchNorm1d(128), ReLU(inplace: true),
      Linear(128, 256), BatchNorm1d(256), ReLU(inplace: true),
      Linear(256, outputDim), Tanh())
  }

  override func forward(_ z: Tensor) -> Tensor { model(z) }
}

final class Discriminator: Module {
  let model: Sequential

  init(inputDim: Int) {
    model = Sequential(
      Linear(inputDim, 256), LeakyReLU(0.2, inplace: true),
      Linear(256, 128), LeakyReLU(0.2, inplace: true),
      Linear(128, 1), Sigmoid())
  }

  override func forward(_ x: Tensor) -> Tensor { model(x) }
}

/// The same digits at half the size, each pixel the mean of four.
func halved(_ digits: DigitImages) -> DigitImages {
  let (height, width) = (digits.height / 2, digits.width / 2)
  let blocks = Tensor(digits.pixels, shape: [digits.count, height, 2, width, 2])  // uint8
  return DigitImages(
    height: height, width: width, pixels: blocks.to(.float32).mean(axes: [2, 4]).array(),
    labels: digits.labels)
}

manualSeed(0)
let (latentDim, batchSize, steps) = (32, 64, 1_000)
let digits = halved(StrokeDigits.generate(count: 4_000, seed: 1))
let loader = DataLoader(digits, batchSize: batchSize, shuffle: true, dropLast: true)

let generator = Generator(latentDim: latentDim, outputDim: 14 * 14)
let discriminator = Discriminator(inputDim: 14 * 14)
let optimizerG = Adam(generator.parameters(), lr: 1e-3, betas: (0.5, 0.999))
let optimizerD = Adam(discriminator.parameters(), lr: 1e-3, betas: (0.5, 0.999))
let criterion = BCELoss()
let (ones, zeros) = (Tensor.ones([batchSize, 1]), Tensor.zeros([batchSize, 1]))

/// One step of the classic loop; returns both losses.
let train = { (real: Tensor) in
  // The generator's loss is small where the discriminator takes its images for real ones.
  let fake = generator(Tensor.randn([batchSize, latentDim]))
  optimizerG.zeroGrad()
  let lossG = criterion(discriminator(fake), ones)
  lossG.backward()
  optimizerG.step()

  // The discriminator's loss ends at the images: `detach` keeps it out of the generator. Its gradients from the
  // generator's loss are cleared first.
  optimizerD.zeroGrad()
  let lossD =
    (criterion(discriminator(real), ones) + criterion(discriminator(fake.detach()), zeros)) / 2
  lossD.backward()
  optimizerD.step()
  return (lossG: lossG.item(), lossD: lossD.item())
}

let lint = GANLint(
  generator: generator, discriminator: discriminator, optimizerG: optimizerG,
  optimizerD: optimizerD, criteria: [criterion])

/// How far the mean image of fakes is from that of the digits, and how much fakes differ beside digits.
func compared(_ fakes: Tensor, _ reals: Tensor) -> (distance: Double, variety: Double) {
  let offset = fakes.mean(axis: 0) - reals.mean(axis: 0)
  return (
    (offset * offset).mean().sqrt().item(),
    (fakes.var(axis: 0).mean() / reals.var(axis: 0).mean()).sqrt().item()
  )
}

let noise = Tensor.randn([500, latentDim])
let reals = digits.batch(Array(0..<500)).images
let report = { (step: Int) in
  // Not in training, so that an image does not depend on those beside it in the batch.
  generator.eval()
  defer { generator.train() }
  let result = compared(noGrad { generator(noise) }, reals)
  print(
    String(
      format: "step %4d: mean image off by %.3f, variety %.2f of the digits'", step,
      result.distance, result.variety))
  return result
}

do {
  // The lint runs steps, which do train, and watches them by hooks that it takes away again.
  let findings = try lint.check {
    for batch in loader.prefix(2) { _ = train(batch.images) }
  }
  print("lint of the loop:", findings.isEmpty ? "nothing found" : "\(findings)")
  if !findings.isEmpty { fail("the loop is right, and the lint found \(findings.count) mistakes") }

  var (step, result) = (2, report(2))
  while step < steps {
    for batch in loader where step < steps {
      let (lossG, lossD) = train(batch.images)
      step += 1
      if step % 200 == 0 {
        print(String(format: "losses %.2f and %.2f,", lossG, lossD), terminator: " ")
        result = report(step)
      }
    }
  }

  let folder = CommandLine.arguments.dropFirst().first ?? "runs"
  let path = folder + "/example-gan.png"
  generator.eval()
  let images = noGrad { generator(noise[0..<64]) }  // [64, 196] in −1...1
  generator.train()
  let grid = ImageGrid(columns: 8).compose(
    images.array(of: Float.self), count: 64, height: 14, width: 14)
  // Where the folder cannot be made, writing into it says why.
  try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  try AtomicFile.write(PNG.encode(grid), to: path)
  print("wrote", path)

  // The same with two mistakes: gradients of the generator's loss are left to the discriminator, whose own loss
  // goes back into the generator.
  let mistakes = try lint.check {
    for batch in loader.prefix(2) {
      optimizerG.zeroGrad()
      optimizerD.zeroGrad()
      let fake = generator(Tensor.randn([batchSize, latentDim]))
      criterion(discriminator(fake), ones).backward()
      optimizerG.step()
      let (real, other) = (batch.images, generator(Tensor.randn([batchSize, latentDim])))
      (criterion(discriminator(real), ones) + criterion(discriminator(other), zeros)).backward()
      optimizerD.step()
    }
  }
  for mistake in mistakes { print("lint of a wrong loop:", mistake) }

  if result.distance > 0.3 { fail("the mean image is off by \(result.distance), more than 0.3") }
  if result.variety < 0.6 { fail("the images have \(result.variety) of the digits' variety") }
  if mistakes.isEmpty { fail("the lint found nothing in the wrong loop") }
} catch {
  fail("\(error)")
}

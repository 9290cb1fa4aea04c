// A deep convolutional pair of networks, in the loop of PyTorch's own example.
//
// Shows transposed convolutions and normalization over the batch, `Models.dcgan`, the three backward passes of the
// example's step, and a grid of pictures on the way.
//
//   swift run --package-path Examples -c release DCGAN [folder] [steps]
//
// Prints, with last digits that depend on the processor's vectors:
//
//   step   50: losses 0.37 and 1.31
//   …
//   step  250: losses 5.49 and 1.29
//   18.0 s; mean image off by 0.157, variety 0.73 of the digits'
//   wrote runs/example-dcgan.png
//
// After 250 steps digits begin to show; give it 2,000.

import Foundation
import Kagami
import KagamiData
import KagamiGAN
import KagamiNN

/// Ends the program with one line and a status that is not 0.
func fail(_ problem: String) -> Never {
  FileHandle.standardError.write(Data("DCGAN: \(problem)\n".utf8))
  exit(1)
}

let folder = CommandLine.arguments.dropFirst().first ?? "runs"
guard let steps = Int(CommandLine.arguments.dropFirst(2).first ?? "250"), steps > 0 else {
  fail("\(CommandLine.arguments[2]) is no number of steps")
}

manualSeed(0)
let (latent, batchSize, size) = (64, 64, 28)
let digits = StrokeDigits.generate(count: 10_000, seed: 1)
let loader = DataLoader(digits, batchSize: batchSize, shuffle: true, dropLast: true)

// z → [64, 7, 7] → [32, 14, 14] → [1, 28, 28], and back again.
let (generator, discriminator) = Models.dcgan(
  imageSize: size, channels: 1, latent: latent, width: 32)
let optimizerG = Adam(generator.parameters(), lr: 5e-4, betas: (0.5, 0.999))
let optimizerD = Adam(discriminator.parameters(), lr: 5e-4, betas: (0.5, 0.999))
let criterion = BCELoss()
let (ones, zeros) = (Tensor.ones([batchSize]), Tensor.zeros([batchSize]))

/// One step: the discriminator learns from real and from fake images, then the generator from its scores.
let train = { (real: Tensor) in
  optimizerD.zeroGrad()
  let onReal = criterion(discriminator(real), ones)
  onReal.backward()
  let fake = generator(Tensor.randn([batchSize, latent, 1, 1]))
  let onFake = criterion(discriminator(fake.detach()), zeros)
  onFake.backward()
  optimizerD.step()

  optimizerG.zeroGrad()
  let lossG = criterion(discriminator(fake), ones)
  lossG.backward()
  optimizerG.step()
  return (lossD: onReal.item() + onFake.item(), lossG: lossG.item())
}

let noise = Tensor.randn([64, latent, 1, 1])
let reals = digits.batch(Array(0..<500)).images  // [500, 784]

/// The images that the generator makes of noise.
let samples = { (noise: Tensor) in
  // In evaluation an image does not depend on those beside it in the batch.
  generator.eval()
  defer { generator.train() }
  return noGrad { generator(noise) }
}

/// Differences between the mean image of fakes and that of the digits, and between their spreads.
func compared(_ fakes: Tensor, _ reals: Tensor) -> (distance: Double, variety: Double) {
  let offset = fakes.mean(axis: 0) - reals.mean(axis: 0)
  return (
    (offset * offset).mean().sqrt().item(),
    (fakes.var(axis: 0).mean() / reals.var(axis: 0).mean()).sqrt().item()
  )
}

do {
  let start = Date()
  var step = 0
  while step < steps {
    for batch in loader where step < steps {
      let (lossD, lossG) = train(batch.images.reshape([-1, 1, size, size]))
      step += 1
      if step % 50 == 0 || step == steps {
        print(String(format: "step %4d: losses %.2f and %.2f", step, lossD, lossG))
      }
    }
  }
  let (distance, variety) = compared(
    samples(Tensor.randn([500, latent, 1, 1])).flatten(from: 1), reals)
  print(
    String(
      format: "%.1f s; mean image off by %.3f, variety %.2f of the digits'",
      Date().timeIntervalSince(start), distance, variety))

  let path = folder + "/example-dcgan.png"
  let grid = ImageGrid(columns: 8).compose(
    samples(noise).array(of: Float.self), count: 64, height: size, width: size)
  // Where the folder cannot be made, writing into it says why.
  try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  try AtomicFile.write(PNG.encode(grid), to: path)
  print("wrote", path)

  if steps >= 250 {
    if distance > 0.3 { fail("the mean image is off by \(distance), more than 0.3") }
    if variety < 0.6 { fail("the images have \(variety) of the digits' variety") }
  }
} catch {
  fail("\(error)")
}

import Kagami
import KagamiGAN
import KagamiKernels
import KagamiNN

/// One training step of models that are not the GAN; `Scripts/peers/models.py` times the same steps in PyTorch.
enum ModelSuite {
  enum Model: String, CaseIterable {
    /// LeNet on 28×28 images: cross-entropy and Adam.
    case lenet
    /// The deep convolutional pair on images of 64×64×3 and of 28×28×1, in the loop of PyTorch's example.
    case dcgan64
    case dcgan28
    /// An LSTM of 128 over 32 steps of 128 numbers: the mean square of its outputs, forward and back.
    case lstm

    /// One step, with a model of its own.
    func step(batch: Int) -> () -> Void {
      manualSeed(0)
      switch self {
      case .lenet: return ModelSuite.lenet(batch)
      case .dcgan64: return ModelSuite.dcgan(batch, size: 64, channels: 3, width: 64)
      case .dcgan28: return ModelSuite.dcgan(batch, size: 28, channels: 1, width: 64)
      case .lstm: return ModelSuite.lstm(batch)
      }
    }
  }

  static func run(_ request: BenchmarkRequest) -> [BenchmarkReport.Row] {
    print(
      Column.left("model", 10) + Column.right("batch", 6) + Column.right("median ms", 11)
        + Column.right("min ms", 10) + Column.right("GFLOP/s", 9) + Column.right("of peak", 9))
    var rows: [BenchmarkReport.Row] = []
    for batch in request.batches {
      for model in Model.allCases where request.wants(model.rawValue) {
        let step = model.step(batch: batch)
        let timing = Timing.interleaved(rounds: request.rounds, turn: 100, warmUp: 20, [step])[0]
        let products = ProductTally.enabled { ProductTally.counting(step).multiplyAdds }
        let row = BenchmarkReport.Row(
          suite: .models, name: model.rawValue, batch: batch, timing: timing,
          operations: 2 * Double(products), machine: request.machine)
        print(
          Column.left(row.name, 10) + Column.right("\(batch)", 6)
            + Column.number(row.medianMs, 3, 11) + Column.number(row.minMs, 3, 10)
            + Column.number(row.gflops, 1, 9) + Column.percent(row.shareOfPeak, 9))
        rows.append(row)
      }
    }
    return rows
  }

  private static func lenet(_ batch: Int) -> () -> Void {
    let model = Models.lenet()
    let optimizer = Adam(model.parameters(), lr: 1e-3)
    let criterion = CrossEntropyLoss()
    let images = Tensor.randn([batch, 1, 28, 28])
    let labels = Tensor(Array(0..<batch).map { $0 % 10 })
    return {
      optimizer.zeroGrad()
      criterion(model(images), labels).backward()
      optimizer.step()
    }
  }

  private static func dcgan(
    _ batch: Int, size: Int, channels: Int, width: Int
  ) -> () -> Void {
    let (generator, discriminator) = Models.dcgan(
      imageSize: size, channels: channels, width: width)
    let optimizerG = Adam(generator.parameters(), lr: 2e-4, betas: (0.5, 0.999))
    let optimizerD = Adam(discriminator.parameters(), lr: 2e-4, betas: (0.5, 0.999))
    let criterion = BCELoss()
    let real = Tensor.uniform([batch, channels, size, size], -1, 1)
    let (ones, zeros) = (Tensor.ones([batch]), Tensor.zeros([batch]))
    return {
      optimizerD.zeroGrad()
      criterion(discriminator(real), ones).backward()
      let fake = generator(Tensor.randn([batch, 100, 1, 1]))
      criterion(discriminator(fake.detach()), zeros).backward()
      optimizerD.step()
      optimizerG.zeroGrad()
      criterion(discriminator(fake), ones).backward()
      optimizerG.step()
    }
  }

  private static func lstm(_ batch: Int) -> () -> Void {
    let model = LSTM(128, 128)
    let input = Tensor.randn([32, batch, 128])
    return {
      model.zeroGrad()
      model(input).output.square().mean().backward()
    }
  }
}

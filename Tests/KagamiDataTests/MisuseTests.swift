import Foundation
import Kagami
import KagamiData
import TestSupport
import Testing

/// Wrong sizes stop with a message, in release builds too.
@Suite struct MisuseTests {
  private func text(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func picturesOfOtherSizes() async {
    let negative = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = GrayImage(width: -1, height: -1, pixels: [1]) }
    #expect(text(negative).contains("GrayImage: 1 bytes are not -1×-1 pixels"))
    let huge = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try PNG.encode(gray: [], width: .max, height: .max)
    }
    #expect(text(huge).contains("PNG.encode: 0 bytes are not"))
    let grid = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ImageGrid(padding: .max).compose([1, 2] as [UInt8], count: 2, height: 1, width: 1)
    }
    #expect(text(grid).contains("ImageGrid: 2×1 images of 1×1"))
  }

  @Test func imagesThatAreNotThere() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = StrokeDigits.generate(count: 2, seed: 1).pixels(at: 2) }
    #expect(text(result).contains("DigitImages.pixels(at:): image 2 is not among 2"))
    let batch = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = StrokeDigits.generate(count: 2, seed: 1).batch([-1])
    }
    #expect(text(batch).contains("DigitImages.batch: image -1 is not among 2"))
  }

  @Test func levelsNamesAndCharts() async {
    let level = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Gzip.compress([], level: 10)
    }
    #expect(text(level).contains("Gzip.compress: there is no level 10"))
    let twice = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Safetensors.encode([("x", Tensor(1)), ("x", Tensor(2))])
    }
    #expect(text(twice).contains("the name \"x\" comes twice"))
    let keys = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TorchFile.encode([("x", Tensor(1)), ("x", Tensor(2))])
    }
    #expect(text(keys).contains("TorchFile.encode: the key \"x\" comes twice"))
    let chart = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LineChart(title: "", xLabel: "", yLabel: "", series: [], width: 1).svg()
    }
    #expect(text(chart).contains("LineChart: 1×600 pixels are no size for a chart"))
    let array = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = IDXArray(shape: [-1], bytes: [])
    }
    #expect(text(array).contains("the extent -1 of [-1]"))
  }

  @Test func theLargestBatchIsTheWholeSet() {
    let loader = DataLoader(StrokeDigits.generate(count: 3, seed: 1), batchSize: .max)
    #expect(loader.count == 1)
    #expect(loader.map { $0.labels.count } == [3])
  }
}

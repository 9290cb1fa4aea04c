import Kagami
import KagamiData
import TestSupport
import Testing

/// Grids and the files of grids are torchvision's.
@Suite struct MakeGridTests {
  @Test(arguments: PictureGoldens.shared.grids)
  func valuesAreTorchvisions(_ golden: PictureGoldens.Grid) {
    let grid = golden.images.makeGrid(
      rowLength: golden.nrow, padding: golden.padding, normalize: golden.normalize,
      valueRange: golden.valueRange, scaleEach: golden.scaleEach, padValue: golden.padValue)
    // Numbers of randn differ from PyTorch's in the last bits, and with them what a small range makes of them.
    let difference = golden.grid.difference(grid, absolute: 2e-6)
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test(arguments: PictureGoldens.shared.grids)
  func filesAreTorchvisions(_ golden: PictureGoldens.Grid) throws {
    guard !golden.size.isEmpty else { return }
    let folder = try TemporaryFolder()
    let path = folder.path + "/grid.png"
    try saveImage(
      golden.images, to: path, rowLength: golden.nrow, padding: golden.padding,
      normalize: golden.normalize, valueRange: golden.valueRange, scaleEach: golden.scaleEach,
      padValue: golden.padValue)
    let picture = try PNG.decodeRGB(folder.read("grid.png"))
    #expect([picture.height, picture.width, 3] == golden.size)
    #expect(picture.pixels == PictureGoldens.bytes(golden.pixels))
  }

  @Test func oneShadeMoreThanHalf() {
    let shades = Tensor([0, 0.499, 0.5, 1, 2, -1, .nan] as [Float], shape: [1, 1, 7])
    let pixels = RGBImage(shades).pixels
    #expect(stride(from: 0, to: 21, by: 3).map { pixels[$0] } == [0, 127, 128, 255, 255, 0, 0])
  }

  @Test func aFileThatCannotBeWrittenIsNamed() {
    let error = #expect(throws: ImageFileError.self) {
      try saveImage(Tensor.zeros([3, 2, 2]), to: "/nonexistent/grid.png")
    }
    #expect(error?.description.hasPrefix("/nonexistent/grid.png: cannot be written") == true)
  }

  @Test func wrongShapesAreMisuse() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.zeros([0, 3, 2, 2]).makeGrid() }
    await #expect(processExitsWith: .failure) {
      _ = Tensor.zeros([2, 3, 2, 2]).makeGrid(padding: .max)
    }
    await #expect(processExitsWith: .failure) { _ = RGBImage(Tensor.zeros([2, 3, 3])) }
  }
}

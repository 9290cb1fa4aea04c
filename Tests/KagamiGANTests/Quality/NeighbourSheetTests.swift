import Kagami
import KagamiData
import KagamiGAN
import Testing

/// Images above their nearest neighbours.
@Suite struct NeighbourSheetTests {
  /// Images of four equal pixels each, so that shades name them.
  private func shades(_ values: [Double]) -> Tensor {
    Tensor(values).unsqueeze(axis: 1).expand([values.count, 4])
  }

  @Test func neighboursStandBelow() {
    let sheet = NeighbourSheet(
      of: shades([-0.9, 0.1, 0.8]), in: shades([1, -1, 0]))
    #expect(sheet.indices.array(of: Int.self) == [1, 2, 0])
    #expect(
      difference(sheet.distances.array(of: Double.self).map { Double(Float($0)) }, [0.2, 0.2, 0.4])
        == nil)
    #expect(sheet.neighbours.array(of: Float.self).prefix(5) == [-1, -1, -1, -1, 0])
    let picture = sheet.picture(columns: 2)
    // Two columns and four rows of 2×2 pixels, two pixels apart.
    #expect(picture.width == 10 && picture.height == 18)
    func shade(_ row: Int, _ column: Int) -> UInt8 {
      picture.pixels[(2 + 4 * row) * picture.width + 2 + 4 * column]
    }
    let grid = (0..<4).map { row in (0..<2).map { shade(row, $0) } }
    #expect(grid == [[13, 140], [0, 128], [230, 0], [255, 0]])
  }

  /// Fewer images than columns: the neighbours are below all the same.
  @Test func oneRow() {
    let sheet = NeighbourSheet(of: shades([0.5]), in: shades([1, 0.6]))
    let picture = sheet.picture()
    #expect(picture.width == 6 && picture.height == 10)
  }

  @Test func picturesMustBeSquare() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = NeighbourSheet(of: Tensor.zeros([3, 5]), in: Tensor.zeros([4, 5])) }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("NeighbourSheet: images of [3, 5] are not square"))
  }
}

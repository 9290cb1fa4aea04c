import KagamiData
import Testing

/// Grids have torchvision's arithmetic.
@Suite struct ImageGridTests {
  @Test func sizes() {
    func size(_ count: Int, columns: Int = 8, padding: Int = 2) -> [Int] {
      let grid = ImageGrid(columns: columns, padding: padding).compose(
        [UInt8](repeating: 1, count: count * 784), count: count, height: 28, width: 28)
      return [grid.width, grid.height]
    }
    #expect(size(64) == [242, 242])
    #expect(size(10) == [242, 62])
    #expect(size(3) == [92, 32])
    #expect(size(1) == [28, 28])
    #expect(size(0) == [0, 0])
    #expect(size(4, columns: 2, padding: 0) == [56, 56])
  }

  @Test func places() {
    let grid = ImageGrid(columns: 2, padding: 1).compose(
      [1, 2, 3, 4, 5, 6], count: 3, height: 1, width: 2)
    #expect(grid.width == 7 && grid.height == 5)
    #expect(
      grid.pixels == [
        0, 0, 0, 0, 0, 0, 0,
        0, 1, 2, 0, 3, 4, 0,
        0, 0, 0, 0, 0, 0, 0,
        0, 5, 6, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0,
      ])
  }

  @Test func values() {
    let grid = ImageGrid().compose(
      [-1, 1, 0, -3, 3, .nan] as [Float], count: 1, height: 2, width: 3)
    #expect(grid.pixels == [0, 255, 128, 0, 255, 0])
  }
}

import Kagami
import KagamiData
import TestSupport
import Testing

/// Transforms of images have torchvision's arithmetic and draws.
@Suite struct ImageTransformTests {
  /// The transform that a golden file's case names.
  private func transform(_ name: String) -> any ImageTransform {
    let words = name.split(separator: " ")
    let numbers = words.dropFirst().compactMap { Double($0) }
    func whole(_ place: Int) -> Int { Int(numbers[place]) }
    switch words[0] {
    case "normalize": return Normalize(mean: [0.5, 0.4, 0.3], std: [0.2, 0.3, 0.4])
    case "normalizeAll": return Normalize(mean: [0.5], std: [0.5])
    case "resize": return Resize(height: whole(0), width: whole(1))
    case "resizePlain": return Resize(height: whole(0), width: whole(1), antialias: false)
    case "shorter": return Resize(shorterSide: whole(0))
    case "center": return CenterCrop(height: whole(0), width: whole(1))
    case "crop": return RandomCrop(height: whole(0), width: whole(1), padding: whole(2))
    case "reflect":
      return RandomCrop(
        height: whole(0), width: whole(1), padding: whole(2), paddingMode: .reflect)
    default: return RandomHorizontalFlip(probability: numbers[0])
    }
  }

  @Test(arguments: PictureGoldens.shared.transforms)
  func imagesAreTorchvisions(_ golden: PictureGoldens.Transform) {
    withGenerator(RandomGenerator()) {
      manualSeed(0)
      let image = Tensor.rand(Shape(golden.shape))
      manualSeed(1)
      let transform = transform(golden.name)
      let isExact = !golden.name.hasPrefix("resize") && !golden.name.hasPrefix("shorter")
      for result in golden.results {
        // torch has the places of new pixels in float32: up to 20 here, to within 1e-6.
        let difference = result.difference(transform(image), absolute: isExact ? 0 : 1e-6)
        #expect(difference == nil, "\(difference ?? "")")
      }
      #expect(Tensor.rand([2]).array(of: Double.self) == golden.after)
    }
  }

  @Test func oneAfterTheOther() {
    let image = Tensor.arange(16, dtype: .float32).reshape([1, 4, 4])
    let both = Transforms([
      CenterCrop(height: 2, width: 2), Normalize(mean: [5], std: [0.5]),
    ])
    #expect(both(image).array(of: Float.self) == [0, 2, 8, 10])
    #expect(Transforms([])(image).array(of: Float.self) == image.array(of: Float.self))
  }

  @Test func wrongImagesAreMisuse() async {
    await #expect(processExitsWith: .failure) {
      _ = Normalize(mean: [0, 0], std: [1, 1])(Tensor.zeros([3, 2, 2]))
    }
    await #expect(processExitsWith: .failure) {
      _ = RandomCrop(height: 3, width: 2)(Tensor.zeros([3, 2, 2]))
    }
  }
}

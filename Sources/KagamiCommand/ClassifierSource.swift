import KagamiData
import KagamiGAN

struct ClassifierSource {
  let path: String?
  let data: DigitImages
  func classifier(_ say: (String) -> Void) throws -> DigitClassifier {
    let file = path ?? "/tmp/exp/study-classifier.safetensors"
    let model = DigitClassifier()
    if let state = try? Safetensors.load(file).tensors {
      try model.loadStateDict(state)
      return model.eval()
    }
    let trained = try ClassifierTraining().classifier(of: data)
    try Safetensors.save(trained.stateDict(), to: file)
    return trained.eval()
  }
}

import Foundation
import KagamiData
import KagamiGAN

/// The files in which trained classifiers are kept from one command to the next, one for each set of images.
struct ClassifierCache {
  /// The folder of all of them, in the working directory.
  static let folder = "runs/classifiers"

  /// The fingerprint of the images.
  let fingerprint: String
  /// The settings of the training.
  let training: ClassifierTraining
  /// The folder of the files.
  var folder = Self.folder

  /// The file; settings other than the default ones are part of its name, so that no score depends on which
  /// command ran before.
  var path: String {
    let usual = ClassifierTraining()
    let parts = [
      training.epochs == usual.epochs ? nil : "epochs\(training.epochs)",
      training.seed == usual.seed ? nil : "seed\(training.seed)",
    ]
    return "\(folder)/" + ([fingerprint] + parts.compactMap { $0 }).joined(separator: "-")
      + ".safetensors"
  }

  /// The classifier that is kept, or nil if there is no file.
  ///
  /// - Throws: what is wrong with the file, in one line.
  func load() throws -> DigitClassifier? {
    let file: ClassifierFile
    do {
      file = try ClassifierFile(path)
    } catch TensorFileError.file(.missing) {
      return nil
    }
    guard file.comes(from: training, on: fingerprint) else {
      throw RunError("\(path): trained in another way, or on other images")
    }
    return file.classifier
  }

  /// Creates the folder if it is missing, and checks that the file can be written.
  func prepare() throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw RunError("\(folder): expected a folder that can be written to")
    }
    try AtomicFile.check(path)
  }
}

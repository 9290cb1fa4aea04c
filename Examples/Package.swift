// swift-tools-version: 6.2
import PackageDescription

// A package that depends on Kagami, as one of yours would: elsewhere the dependency is
// `.package(path: "../Kagami")`.

// SwiftPM tells packages apart by the names of their folders. A clone that is called `examples` itself is
// reached by a link, which `make examples` puts there.
let clone = Context.packageDirectory.split(separator: "/").dropLast().last ?? ""
let path = clone.lowercased() == "examples" ? ".build/Kagami" : ".."

/// An example: an executable of one file, `Sources/<name>/main.swift`, with data beside it and the script that made it.
func example(
  _ name: String, _ libraries: String..., data: [String] = [], script: String? = nil
) -> Target {
  .executableTarget(
    name: name, dependencies: libraries.map { .product(name: $0, package: "Kagami") },
    exclude: script.map { [$0] } ?? [], resources: data.map { .copy($0) })
}

let package = Package(
  name: "Examples",
  platforms: [.macOS(.v15)],
  // With a name, for the folder of a clone may be called anything.
  dependencies: [.package(name: "Kagami", path: path)],
  targets: [
    example("LinearRegression", "Kagami", "KagamiNN"),
    example("CustomLayer", "Kagami", "KagamiNN", "KagamiData"),
    example("MLPClassifier", "Kagami", "KagamiNN", "KagamiData"),
    example("LeNet", "Kagami", "KagamiNN", "KagamiData"),
    example(
      "FineTuning", "Kagami", "KagamiNN", "KagamiData", data: ["pretrained.pt"],
      script: "pretrain.py"),
    example("GAN", "Kagami", "KagamiNN", "KagamiData", "KagamiGAN"),
    example("DCGAN", "Kagami", "KagamiNN", "KagamiData", "KagamiGAN"),
  ]
)

// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "Kagami",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Kagami", targets: ["Kagami"]),
    .library(name: "KagamiNN", targets: ["KagamiNN"]),
    .library(name: "KagamiData", targets: ["KagamiData"]),
    .library(name: "KagamiGAN", targets: ["KagamiGAN"]),
    .library(name: "KagamiDistributed", targets: ["KagamiDistributed"]),
    .library(name: "KagamiONNX", targets: ["KagamiONNX"]),
    .library(name: "KagamiTensorBoard", targets: ["KagamiTensorBoard"]),
    .executable(name: "kagami", targets: ["KagamiCommand"]),
    .executable(name: "benchmarks", targets: ["benchmarks"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // For KagamiONNX alone: targets that do not need it are built without it.
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
  ],
  targets: [
    // The direction of the arrows: each row may import only what its `dependencies` name.
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas lapacke",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"]), .brew(["openblas"])]),
    .target(name: "CKernels"),
    .target(
      name: "KagamiKernels", dependencies: ["COpenBLAS", "CKernels"], swiftSettings: settings),
    .target(name: "Kagami", dependencies: ["KagamiKernels"], swiftSettings: settings),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .target(
      name: "KagamiData", dependencies: ["Kagami", "CZlib", "CPNG"], swiftSettings: settings),
    .target(name: "KagamiNN", dependencies: ["Kagami"], swiftSettings: settings),
    .target(
      name: "KagamiGAN", dependencies: ["Kagami", "KagamiData", "KagamiNN"],
      swiftSettings: settings),
    // Training on several processes; an MPI library is opened when a launcher started the program, and never linked.
    .target(
      name: "KagamiDistributed", dependencies: ["Kagami", "KagamiData", "KagamiNN"],
      swiftSettings: settings),
    // Modules as ONNX files; the only target that needs protocol buffers.
    .target(
      name: "KagamiONNX",
      dependencies: [
        "Kagami", "KagamiData", "KagamiNN",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      swiftSettings: settings),
    .target(
      name: "KagamiTensorBoard", dependencies: ["Kagami", "KagamiData", "KagamiNN"],
      swiftSettings: settings),
    // What both commands share: streams, exit statuses, numbers on the command line.
    .target(
      name: "CommandSupport",
      dependencies: [
        "Kagami", "KagamiData",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "KagamiCommand",
      dependencies: [
        "Kagami", "KagamiData", "KagamiNN", "KagamiDistributed", "KagamiGAN", "KagamiONNX",
        "KagamiTensorBoard", "CommandSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    // What the benchmarks measure the engine against; not a part of it.
    .target(name: "BenchmarkKernels", path: "Benchmarks/Kernels"),
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "BenchmarkKernels", "Kagami", "KagamiKernels", "KagamiData", "KagamiNN", "KagamiGAN",
        "KagamiCases", "KagamiDistributed",
        "CommandSupport", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks", exclude: ["Kernels", "ratios.json", "instructions.json"],
      swiftSettings: settings),
    // One row per operation, read by the laws in the tests and by the benchmarks.
    .target(name: "KagamiCases", dependencies: ["Kagami", "KagamiNN"], swiftSettings: settings),
    // Runs the programs that Scripts/fuzz draws, beside torch; not a product.
    .executableTarget(
      name: "fuzz-server", dependencies: ["Kagami", "KagamiCases", "KagamiNN"], path: "Fuzz",
      swiftSettings: settings),
    // Writes checkpoints for tests that kill it; not a product.
    .executableTarget(
      name: "checkpoint-writer", dependencies: ["Kagami", "KagamiData"],
      path: "Tests/CheckpointWriter", swiftSettings: settings),
    // One rank of several, for tests that start them under MPI; not a product.
    .executableTarget(
      name: "rank-program",
      dependencies: ["Kagami", "KagamiData", "KagamiNN", "KagamiGAN", "KagamiDistributed"],
      path: "Tests/RankProgram", swiftSettings: settings),
    // Golden files, temporary folders, and the count of skipped tests.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(
      name: "KagamiKernelsTests", dependencies: ["KagamiKernels", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "KagamiTests",
      dependencies: [
        "Kagami", "KagamiKernels", "KagamiData", "KagamiNN", "KagamiCases", "TestSupport",
      ],
      resources: [.copy("Goldens")], swiftSettings: settings),
    .testTarget(
      name: "KagamiDataTests",
      dependencies: ["Kagami", "KagamiData", "TestSupport", "checkpoint-writer"],
      resources: [.copy("Goldens")], swiftSettings: settings),
    .testTarget(
      name: "KagamiNNTests", dependencies: ["Kagami", "KagamiKernels", "KagamiNN", "TestSupport"],
      resources: [.copy("Goldens")], swiftSettings: settings),
    .testTarget(
      name: "KagamiGANTests",
      dependencies: [
        "Kagami", "KagamiKernels", "KagamiData", "KagamiNN", "KagamiGAN", "TestSupport",
      ],
      resources: [.copy("Goldens")], swiftSettings: settings),
    .testTarget(
      name: "KagamiDistributedTests",
      dependencies: [
        "Kagami", "KagamiData", "KagamiNN", "KagamiGAN", "KagamiDistributed", "TestSupport",
        "rank-program",
      ],
      resources: [.copy("Goldens")], swiftSettings: settings),
    .testTarget(
      name: "KagamiONNXTests",
      dependencies: [
        "Kagami", "KagamiData", "KagamiNN", "KagamiGAN", "KagamiONNX", "TestSupport",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "KagamiTensorBoardTests",
      dependencies: ["Kagami", "KagamiData", "KagamiNN", "KagamiTensorBoard", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "KagamiCommandTests",
      dependencies: [
        "KagamiCommand", "Kagami", "KagamiData", "KagamiNN", "KagamiGAN", "TestSupport",
      ],
      swiftSettings: settings),
  ]
)

// swift-tools-version: 6.2
import PackageDescription

// The parsers of KagamiData under libFuzzer. A package of its own, since libFuzzer is linked by flags that a
// dependency may not have, and nothing that depends on Kagami has to do with it; Scripts/parsers/run.sh builds it.
let package = Package(
  name: "Parsers",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Kagami", path: "../..")],
  targets: [
    .executableTarget(
      name: "Parsers",
      dependencies: [
        "CFuzzer",
        .product(name: "Kagami", package: "Kagami"), .product(name: "KagamiData", package: "Kagami"),
      ],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
    .target(name: "CFuzzer"),
  ]
)

import Foundation
import TestSupport
import Testing

@testable import KagamiKernels

/// Loops of every level that this processor has give right results, each in a process of its own.
@Suite struct SIMDLevelTests {
  @Test func theHighestIsTaken() {
    guard ProcessInfo.processInfo.environment["KAGAMI_SIMD"] == nil else { return }
    #expect(SIMDLevel.current == SIMDLevel.available.last)
    #expect(SIMDLevel.available.first == .baseline)
  }

  fileprivate static func functions(_ level: SIMDLevel) async {
    await #expect(processExitsWith: .success) { [level] in
      #expect(SIMDLevel.choose(level))
      #expect(SIMDLevel.current == level)
      let tests = FunctionTests()
      tests.exponential()
      tests.logarithms()
      tests.exponentialLessOne()
      tests.errorFunction()
      tests.sines()
      tests.sinesDoNotDependOnNeighbours()
      tests.hyperbolicTangent()
      tests.logistic()
      tests.softplus()
      tests.exponentialLinear()
      tests.powers()
      tests.powersDoNotDependOnNeighbours()
      tests.sumsKeepTheirDigits()
    }
  }

  fileprivate static func loops(_ level: SIMDLevel) async {
    await #expect(processExitsWith: .success) { [level] in
      #expect(SIMDLevel.choose(level))
      let inPlace = InPlaceLoopTests()
      for function in UnaryFunction.allCases { inPlace.unary(function) }
      for function in BinaryFunction.allCases {
        for stride in [1, 0] { inPlace.binary(function, stride) }
      }
      let rows = RowFunctionTests()
      for length in RowFunctionTests.lengths {
        rows.softmax(length)
        rows.standardize(length)
      }
      rows.oddNumbers()
      let steps = RecurrentStepTests()
      for n in RecurrentStepTests.extents {
        steps.lstm(n)
        steps.gru(n)
      }
      let maximum = MaximumTests()
      maximum.allTheSmallest()
      for count in [1, 31, 64, 65, 1000] {
        for stride in [1, 3] { maximum.everyPlace(count, stride) }
      }
    }
  }

  fileprivate static func products(_ level: SIMDLevel) async {
    await #expect(processExitsWith: .success) { [level] in
      #expect(SIMDLevel.choose(level))
      #if arch(arm64)
        #expect(SkinnyProduct.isAvailable)
      #else
        #expect(SkinnyProduct.isAvailable == (SIMDLevel.current != .baseline))
      #endif
      for product in SkinnyJobTests.products { SkinnyJobTests().everyExtent(product) }
      for size in BLASTests.extents { BLASTests().everyLayout(size) }
    }
  }

  /// One suite for each level, so that those that a processor lacks are skipped by name.
  @Suite struct Baseline {
    @Test func functions() async { await SIMDLevelTests.functions(.baseline) }
    @Test func loops() async { await SIMDLevelTests.loops(.baseline) }
    @Test func products() async { await SIMDLevelTests.products(.baseline) }
  }

  @Suite(.wants("avx2", if: SIMDLevel.available.contains(.avx2))) struct AVX2 {
    @Test func functions() async { await SIMDLevelTests.functions(.avx2) }
    @Test func loops() async { await SIMDLevelTests.loops(.avx2) }
    @Test func products() async { await SIMDLevelTests.products(.avx2) }
  }

  @Suite(.wants("avx512", if: SIMDLevel.available.contains(.avx512))) struct AVX512 {
    @Test func functions() async { await SIMDLevelTests.functions(.avx512) }
    @Test func loops() async { await SIMDLevelTests.loops(.avx512) }
    @Test func products() async { await SIMDLevelTests.products(.avx512) }
  }

  @Test(arguments: SIMDLevel.allCases.filter { !SIMDLevel.available.contains($0) })
  func levelsThatAreAbsentAreNotChosen(_ level: SIMDLevel) {
    let before = SIMDLevel.current
    #expect(!SIMDLevel.choose(level))
    #expect(SIMDLevel.current == before)
  }

  #if os(Linux)
    /// The variable is read as a program is loaded, before it does anything else.
    @Test func theVariableIsReadAtLoad() throws {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      process.environment = ProcessInfo.processInfo.environment
        .merging(["KAGAMI_SIMD": "sse9"]) { $1 }
      let errors = Pipe()
      process.standardError = errors
      try process.run()
      let text = String(
        decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 64)
      #expect(text == "KAGAMI_SIMD=sse9: expected baseline, avx2 or avx512\n")
    }
  #endif
}

package import ArgumentParser
internal import Kagami

/// The flag `--threads`, which many commands have.
package struct ThreadsOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Threads to share large computations among; all processors unless given.",
    transform: NumberArgument.integer)
  package var threads: Int?

  package init() {}

  /// Throws if the number makes no sense.
  package func check() throws(UsageError) {
    try UsageError.require("--threads", threads, in: 1...1024)
  }

  /// Sets the number of threads, if it is given.
  package func apply() {
    if let threads { setNumThreads(threads) }
  }
}

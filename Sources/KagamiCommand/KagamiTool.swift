import ArgumentParser

/// The `kagami` command.
@main struct KagamiTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kagami",
    abstract: "Trains a pair of networks to draw digits, and shows what they draw.",
    version: "kagami 0.1.0",
    subcommands: [TrainCommand.self, SampleCommand.self, SummaryCommand.self])
}

/// A mistake in what was asked for; one line that names the flag and what was expected.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

import ArgumentParser
import CommandSupport

/// The `kagami` command.
struct KagamiTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kagami",
    abstract: "Trains a pair of networks to draw digits, and shows what they draw.",
    version: "kagami 0.1.0",
    subcommands: [
      TrainCommand.self, TrainClassifierCommand.self, SampleCommand.self, EvaluateCommand.self,
      ExportCommand.self, InspectCommand.self, ConvertCommand.self,
      StudyCommand.self, SummaryCommand.self,
    ])
}

/// Where the program begins.
@main enum KagamiMain {
  static func main() { CommandRunner.run(KagamiTool.self) }
}

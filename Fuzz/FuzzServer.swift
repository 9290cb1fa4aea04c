import Foundation
import Kagami
import KagamiCases

/// Runs programs that `Scripts/fuzz` draws: one line of JSON in, one line of JSON out.
///
/// `fuzz-server describe` prints the table of operations and modules from which programs are drawn.
@main
struct FuzzServer {
  static func main() throws {
    let decoder = JSONDecoder()
    if CommandLine.arguments.dropFirst().first == "describe" {
      try print(JSONEncoder().encode(FuzzTable.all))
      return
    }
    while let line = readLine() {
      let data = Data(line.utf8)
      let request = try decoder.decode(FuzzRequest.self, from: data)
      let answer: FuzzAnswer
      if let program = request.tensors {
        let run = TensorRun()
        let error = FuzzAnswer.message { try run.run(program) }
        answer = FuzzAnswer(results: run.results, error: error)
      } else if let program = request.modules {
        let run = ModuleRun()
        let error = FuzzAnswer.message { try run.run(program) }
        answer = FuzzAnswer(results: run.results, numbers: run.numbers, error: error)
      } else {
        answer = FuzzAnswer(error: "a request without a program")
      }
      try print(JSONEncoder().encode(answer))
    }
  }

  private static func print(_ data: Data) throws {
    try FileHandle.standardOutput.write(contentsOf: data + Data("\n".utf8))
  }
}

/// One line to the server.
struct FuzzRequest: Decodable {
  var tensors: TensorProgram?
  var modules: ModuleProgram?
}

/// One line from the server.
struct FuzzAnswer: Encodable, Sendable {
  /// Results by name, in the order in which they were computed.
  var results: [TensorRecord] = []
  /// Numbers by name.
  var numbers: [String: [Double]] = [:]
  /// The message of a stop or of a thrown error; what came before it stays in ``results``.
  var error: String?

  /// What stopped `body`, or nil: misuse is noted in a scope and the rest of `body` runs on without effect.
  static func message(_ body: @escaping () throws -> Void) -> String? {
    do {
      let result: Result<Void, any Error> = try MisuseScope.run { Result(catching: body) }
      try result.get()
      return nil
    } catch {
      return "\(error)"
    }
  }
}

import Foundation
import Kagami
import KagamiCases

/// Runs programs that `Scripts/fuzz` draws, and times steps for `Scripts/peers`: one line of JSON in, one line
/// of JSON out.
///
/// `fuzz-server describe` prints the table of operations and modules from which programs are drawn, `fuzz-server counts`
/// how many there are. Misuse ends the process, as it ends any program; the other side reads the message and starts
/// another.
@main
struct FuzzServer {
  static func main() throws {
    let (decoder, encoder) = (JSONDecoder(), JSONEncoder())
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    if CommandLine.arguments.dropFirst().first == "describe" {
      try print(JSONEncoder().encode(FuzzTable.all))
      return
    }
    if CommandLine.arguments.dropFirst().first == "counts" {
      try print(JSONEncoder().encode(TableCounts()))
      return
    }
    while let line = readLine() {
      let data = Data(line.utf8)
      let request = try decoder.decode(FuzzRequest.self, from: data)
      try print(encoder.encode(answer(to: request)))
    }
  }

  private static func answer(to request: FuzzRequest) -> FuzzAnswer {
    var answer = FuzzAnswer()
    if let program = request.tensors {
      let run = TensorRun()
      answer.error = message { try run.run(program) }
      answer.results = run.results
    } else if let program = request.modules {
      let run = ModuleRun()
      answer.error = message { try run.run(program) }
      (answer.results, answer.numbers) = (run.results, run.numbers)
    } else if let timing = request.timing {
      answer.error = message { answer.median = try timing.median() }
    } else {
      answer.error = "a request without a program"
    }
    return answer
  }

  /// The message of an error that `body` throws, or nil.
  private static func message(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return "\(error)"
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
  var timing: TensorTiming?
}

/// One line from the server.
struct FuzzAnswer: Encodable {
  /// Results by name, in the order in which they were computed.
  var results: [TensorRecord] = []
  /// Lists of numbers by name, such as learning rates.
  var numbers: [String: [Double]] = [:]
  /// Milliseconds of a timed step.
  var median: Double?
  /// The message of a thrown error; earlier results stay in ``results``.
  var error: String?
}

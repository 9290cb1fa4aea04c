import Foundation
import Kagami
import KagamiCases

/// Runs programs that `Scripts/fuzz` draws: one line of JSON in, one line of JSON out.
///
/// `fuzz-server describe` prints the table of operations from which programs are drawn. Misuse ends
/// the process, as it ends any program; the other side reads the message and starts another.
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
      let run = TensorRun()
      var answer = FuzzAnswer()
      do {
        try run.run(request.tensors)
      } catch {
        answer.error = "\(error)"
      }
      answer.results = run.results
      try print(JSONEncoder().encode(answer))
    }
  }

  private static func print(_ data: Data) throws {
    try FileHandle.standardOutput.write(contentsOf: data + Data("\n".utf8))
  }
}

/// One line to the server.
struct FuzzRequest: Decodable {
  var tensors: TensorProgram
}

/// One line from the server.
struct FuzzAnswer: Encodable {
  /// Results by name, in the order in which they were computed.
  var results: [TensorRecord] = []
  /// The message of a thrown error; what came before it stays in ``results``.
  var error: String?
}

import Foundation

/// The types that the tape can record, as the sources declare them: all that conform to one of
/// `protocols`.
struct SourceOperations {
  /// What operations conform to.
  static let protocols: Set = [
    "DifferentiableOperation", "ElementwiseOperation", "FactoringOperation", "MultiOutputOperation",
  ]

  /// Each type's name, and the file that declares it.
  let files: [String: String]

  /// Reads every Swift file under `folder`.
  init(under folder: URL) throws {
    let declaration = try NSRegularExpression(
      pattern: #"\b(?:struct|class|enum|actor|extension)\s+([\w.]+)(?:<[^>]*>)?\s*:([^{]*)\{"#)
    var files: [String: String] = [:]
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    for path in paths where path.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
      guard Self.protocols.contains(where: text.contains) else { continue }
      let code = text.split(separator: "\n")
        .filter { !$0.drop(while: \.isWhitespace).hasPrefix("//") }.joined(separator: "\n")
      for match in declaration.matches(in: code, range: NSRange(code.startIndex..., in: code)) {
        guard let type = Range(match.range(at: 1), in: code),
          let parents = Range(match.range(at: 2), in: code)
        else { continue }
        let words = code[parents].split { !($0.isLetter || $0.isNumber || $0 == "_") }
        guard words.contains(where: { Self.protocols.contains(String($0)) }) else { continue }
        files[code[type].split(separator: ".").last.map(String.init) ?? ""] = path
      }
    }
    self.files = files
  }

  /// Those of the libraries beside these tests.
  static func ofLibraries(testFile: String = #filePath) throws -> SourceOperations {
    var folder = URL(fileURLWithPath: testFile)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return try SourceOperations(under: folder.appendingPathComponent("Sources"))
  }
}

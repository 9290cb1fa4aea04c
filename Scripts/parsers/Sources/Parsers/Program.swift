import CFuzzer

/// Has libFuzzer call the chosen parser with one input after the other.
@main enum Program {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = Parser.chosen
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      Parser.chosen.read(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }
}

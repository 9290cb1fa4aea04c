/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  Parser.chosen.read(Array(UnsafeBufferPointer(start: data, count: size)))
  return 0
}

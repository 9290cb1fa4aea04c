internal import KagamiNN

/// What ranks' models must have in common: names, types and shapes of parameters and buffers, and which parameters
/// are trained.
enum ModelForm {
  /// One line for each parameter and buffer.
  static func lines(_ module: Module) -> [String] {
    module.namedParameters().map { entry in
      let parameter = entry.parameter
      return "\(entry.name): \(parameter.dtype) \(parameter.shape)"
        + (parameter.requiresGrad ? "" : ", frozen")
    }
      + module.namedBuffers().map { "\($0.name): \($0.buffer.dtype) \($0.buffer.shape), a buffer" }
  }

  /// Throws unless all ranks have the same.
  static func check(_ module: Module, _ group: ProcessGroup) throws(DistributedError) {
    let lines = lines(module)
    let text = Array(lines.joined(separator: "\n").utf8)
    let forms = try group.exchange([Int64(text.count), fingerprint(text)], filler: 0)
    if forms.allSatisfy({ $0 == forms[0] }) { return }
    // To say what differs, all of it.
    let length = Int(forms.map { $0[0] }.max() ?? 0)
    let padded = text + [UInt8](repeating: 0, count: length - text.count)
    let texts = try group.exchange(padded, filler: 0)
    let all = texts.map { text in
      String(decoding: text.prefix { $0 != 0 }, as: UTF8.self).split(separator: "\n").map(
        String.init)
    }
    guard let other = all.firstIndex(where: { $0 != all[0] }) else { return }
    let place = zip(all[0], all[other]).prefix { $0 == $1 }.count
    func member(_ rank: Int) -> String {
      place < all[rank].count ? all[rank][place] : "no more than \(place) parameters and buffers"
    }
    throw .disagreement(
      "the models differ: rank \(other) has \(member(other)), rank 0 has \(member(0))")
  }

  /// Fowler, Noll and Vo's hash of 64 bits.
  private static func fingerprint(_ text: [UInt8]) -> Int64 {
    Int64(
      bitPattern: text.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x100_0000_01b3
      })
  }
}

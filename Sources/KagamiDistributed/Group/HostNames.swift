internal import Foundation

/// The names of the machines that ranks run on.
enum HostNames {
  /// Bytes of a name at most.
  static let length = 64

  /// Every rank's name, from its own.
  static func gather(
    _ own: String, by transport: MPITransport
  ) throws(DistributedError) -> [String] {
    let record = Array(own.utf8.prefix(length))
    let padded = record + [UInt8](repeating: 0, count: length - record.count)
    let all = try transport.allGather(padded, filler: 0)
    return (0..<transport.size).map { rank in
      String(decoding: all[rank * length..<(rank + 1) * length].prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// This machine's, without asking the network.
  static var own: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "unknown" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

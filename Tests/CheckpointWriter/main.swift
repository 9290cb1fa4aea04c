// Writes checkpoints until it is ended; run by the tests, which kill it at random moments.
//
//   checkpoint-writer forever PATH        goes on from the newest that is there, as fast as it can
//   checkpoint-writer flat PATH COUNT     prints by how many KiB its memory grew over so many, after a tenth of them
//   checkpoint-writer limit PATH BYTES    writes one where no file may be larger
//   checkpoint-writer stranger PATH       writes one as a user who owns nothing, if started by one who may do anything

import Foundation
import Kagami
import KagamiData

/// A checkpoint whose every part follows from its number.
func numbered(_ number: Int) -> Checkpoint {
  var checkpoint = Checkpoint()
  let parts = (0..<8).map { part in
    (name: "part.\(part)", tensor: Tensor.full([64, 32], Double(number + part)))
  }
  checkpoint.set(parts, under: "model")
  checkpoint["number"] = .integer(number)
  return checkpoint
}

/// The memory of this process that is in use, in KiB.
func residentKiB() throws -> Int {
  let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
  return Int(fields[1]).map { $0 * sysconf(Int32(_SC_PAGESIZE)) / 1024 } ?? 0
}

let arguments = CommandLine.arguments
guard arguments.count >= 3 else { exit(64) }
let path = arguments[2]
let count = arguments.count > 3 ? Int(arguments[3]) ?? 0 : 0
do {
  switch arguments[1] {
  case "forever":
    var number = (try? Checkpoint.loadNewest(path).checkpoint.integer("number")) ?? 0
    // From here on a kill meets a write.
    FileHandle.standardOutput.write(Data("ready\n".utf8))
    while true {
      number += 1
      try numbered(number).save(to: path)
    }
  case "flat":
    for number in 1...count / 10 { try numbered(number).save(to: path) }
    let before = try residentKiB()
    for number in 1...count { try numbered(number).save(to: path) }
    print(try residentKiB() - before)
  case "limit":
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit(rlim_cur: rlim_t(count), rlim_max: rlim_t(count))
    #if canImport(Glibc)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    #else
      setrlimit(RLIMIT_FSIZE, &limit)
    #endif
    try numbered(1_000_000).save(to: path)
  case "stranger":
    if getuid() == 0, setuid(65534) != 0 { exit(64) }
    try numbered(1_000_000).save(to: path)
  default: exit(64)
  }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}

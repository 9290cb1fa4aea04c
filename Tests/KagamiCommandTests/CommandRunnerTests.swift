import Foundation
import TestSupport
import Testing

/// Whatever goes wrong is one line and a status: 64 for the command line, 1 for the world.
@Suite struct CommandRunnerTests {
  @Test(arguments: [
    ("train --latent 9223372036854775807", "--latent 9223372036854775807: expected at most"),
    ("train --latent 1000000000000", "--latent 1000000000000: expected at most"),
    (
      "train --batch-size 9223372036854775807", "--batch-size 9223372036854775807: expected at most"
    ),
    ("train --batch-size -3", "--batch-size -3: expected 1 or more"),
    (
      "train --epochs 9223372036854775807", "--epochs 9223372036854775807: expected at most 1000000"
    ),
    ("train --steps 0", "--steps 0: expected 1 or more"),
    ("train --threads 9999999", "--threads 9999999: expected at most 1024"),
    ("train --lr -1", "--lr -1.0: expected a number above 0"),
    ("train --lr nan", "--lr nan: expected a number above 0"),
    ("train --lr x", "expected a number"),
    ("train --beta1 2", "--beta1 2.0: expected 0 or more and less than 1"),
    ("train --seed -1", "--seed -1: expected 0 or more"),
    ("train --seed 99999999999999999999", "expected a whole number of at most"),
    ("train --log-every 0", "--log-every 0: expected 1 or more"),
    ("summary --batch-size 9223372036854775807", "--batch-size 9223372036854775807: expected"),
    ("summary --latent 1000000000000", "--latent 1000000000000: expected at most"),
    ("sample --generator g --out o --count -1", "--count -1: expected 1 to 65536"),
    ("train --no-such-flag", "--no-such-flag"),
  ]) func usageMistakesAreNamed(_ line: String, _ words: String) throws {
    let run = try Command(arguments: line.split(separator: " ").map(String.init))
    #expect(run.status == 64)
    #expect(run.complaint?.contains(words) == true, "\(run.errors)")
  }

  @Test(
    arguments: [
      ("--batch 9223372036854775807", "--batch 9223372036854775807: expected at most", 64),
      ("--batch 0", "--batch 0: expected numbers above 0", 64),
      ("--rounds 0", "--rounds 0: expected 1 or more", 64),
      ("--threads 0", "--threads 0: expected 1 or more", 64),
      ("--suite step --chart x.svg", "--chart: expected --suite layers", 64),
      ("--json /no/such/folder/x", "/no/such/folder/x: cannot be written", 1),
    ] as [(String, String, Int32)]) func benchmarksCheckBeforeTheyMeasure(
      _ line: String, _ words: String, _ status: Int32
    ) throws
  {
    let run = try Command(shell: "\"$0\" \(line)", command: "benchmarks")
    #expect(run.status == status)
    #expect(run.complaint?.contains(words) == true, "\(run.errors)")
  }

  @Test(arguments: ["summary > /dev/full", "summary >&-", "--help > /dev/full"])
  func lostOutputIsAFailure(_ line: String) throws {
    let run = try Command(shell: "\"$0\" \(line)")
    #expect(run.status == 1)
    #expect(run.complaint?.contains("standard output: cannot be written") == true)
  }

  @Test func bytesThatAreNoTextAreRefused() throws {
    let folder = try TemporaryFolder()
    let run = try Command(
      shell: "cd \(folder.path) && \"$0\" train --steps 1 --out \"$(printf 'a\\377b')\"")
    #expect(run.status == 64)
    #expect(run.complaint?.contains("argument a\\xFFb: expected UTF-8") == true, "\(run.errors)")
    #expect(folder.names.isEmpty)
  }
}

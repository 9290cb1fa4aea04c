#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard input, output and error of a command.
package enum StandardStreams {
  /// Makes the three descriptors safe; to be called before any file is opened.
  ///
  /// A closed one would be the number of the next file, so that lines meant for the terminal would
  /// land in it. Each gets `/dev/null` opened the wrong way round: using it fails, as with a closed
  /// descriptor. And writing to a closed pipe, or beyond the largest file allowed, becomes an error in place of
  /// a signal.
  package static func secure() {
    for number in Int32(0)...2 where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is this one.
      _ = open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
    }
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
  }

  /// Undoes what a program that takes this one's place would inherit.
  package static func restoreSignals() {
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_DFL) }
  }

  /// Writes a text to standard output at once.
  package static func write(_ text: String) throws(FileError) {
    guard SystemCalls.writeAll(STDOUT_FILENO, text.utf8) else {
      throw .unwritable(path: "standard output", step: "writing", reason: systemMessage())
    }
  }

  /// Writes a text to standard error; a failure there cannot be reported.
  package static func writeError(_ text: String) {
    _ = SystemCalls.writeAll(STDERR_FILENO, text.utf8)
  }

  /// Writes what `print` still holds.
  package static func flush() throws(FileError) {
    guard fflush(nil) == 0 else {
      throw .unwritable(path: "standard output", step: "writing", reason: systemMessage())
    }
  }
}

internal import COpenBLAS

/// What the engine runs on, for headers of reports.
package enum Machine {
  /// OpenBLAS's own account of itself: version, options and kernel set.
  package static var openBLASConfiguration: String { String(cString: openblas_get_config()) }

  /// The kernel set that OpenBLAS chose for this processor, such as "SkylakeX".
  package static var openBLASCore: String { String(cString: openblas_get_corename()) }

  /// How OpenBLAS was built to run threads.
  package static var openBLASThreading: String {
    switch openblas_get_parallel() {
    case 0: "serial"
    case 1: "pthreads"
    default: "OpenMP"
    }
  }
}

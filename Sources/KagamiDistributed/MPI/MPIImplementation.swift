/// The two families of MPI libraries, whose binary interfaces differ.
///
/// The standard leaves the types of handles and the values of constants to the library: Open MPI's handles are
/// addresses of objects that it exports, MPICH's (and those of MVAPICH, Intel MPI and Cray MPI, which share
/// MPICH's binary interface) are numbers fixed in its header.
enum MPIImplementation: String, Sendable {
  case openMPI = "Open MPI"
  case mpich = "MPICH"

  /// The family of a library by what `MPI_Get_library_version` gives; nil for others.
  init?(version: String) {
    if version.contains("Open MPI") {
      self = .openMPI
    } else if ["MPICH", "MVAPICH", "Intel(R) MPI", "Intel MPI", "CRAY MPICH"].contains(
      where: version.contains)
    {
      self = .mpich
    } else {
      return nil
    }
  }

  /// Names under which the dynamic linker may find a library, the first most specific.
  var fileNames: [String] {
    #if canImport(Darwin)
      switch self {
      case .openMPI: ["libmpi.40.dylib", "libmpi.dylib"]
      case .mpich: ["libmpich.12.dylib", "libmpi.12.dylib", "libmpich.dylib"]
      }
    #else
      switch self {
      case .openMPI: ["libmpi.so.40", "libmpi.so.80"]
      case .mpich: ["libmpich.so.12", "libmpi.so.12"]
      }
    #endif
  }

  /// What `MPI_IN_PLACE` is.
  var inPlace: UnsafeMutableRawPointer? {
    switch self {
    case .openMPI: UnsafeMutableRawPointer(bitPattern: 1)
    case .mpich: UnsafeMutableRawPointer(bitPattern: -1)
    }
  }
}

/// A handle of an MPI library: an address, or a number of 32 bits.
///
/// Passed as a machine word. Where the library expects 32 bits it reads the lower half: argument registers, and
/// places on the stack in the conventions of x86-64 and of AArch64, hold a word each.
typealias MPIHandle = Int

/// The objects of an MPI library that are needed.
struct MPIHandles: Sendable {
  /// `MPI_COMM_WORLD`.
  let world: MPIHandle
  /// `MPI_ERRORS_RETURN`: errors come back as codes.
  let errorsReturn: MPIHandle
  /// `MPI_BYTE`.
  let byte: MPIHandle
  /// `MPI_FLOAT`, `MPI_DOUBLE`, `MPI_INT64_T`.
  let float, double, int64: MPIHandle
  /// `MPI_SUM`.
  let sum: MPIHandle

  /// MPICH's, from its `mpi.h`; part of its binary interface since version 3.1.
  static let mpich = MPIHandles(
    world: 0x4400_0000, errorsReturn: 0x5400_0001, byte: 0x4c00_010d, float: 0x4c00_040a,
    double: 0x4c00_080b, int64: 0x4c00_083a, sum: 0x5800_0003)

  /// Open MPI's: the addresses of what it exports.
  ///
  /// - Parameter address: The address of a symbol.
  static func openMPI(_ address: (String) throws(DistributedError) -> Int) throws(DistributedError)
    -> MPIHandles
  {
    MPIHandles(
      world: try address("ompi_mpi_comm_world"),
      errorsReturn: try address("ompi_mpi_errors_return"),
      byte: try address("ompi_mpi_byte"), float: try address("ompi_mpi_float"),
      double: try address("ompi_mpi_double"), int64: try address("ompi_mpi_int64_t"),
      sum: try address("ompi_mpi_op_sum"))
  }
}

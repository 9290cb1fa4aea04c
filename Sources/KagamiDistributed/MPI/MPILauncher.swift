internal import Foundation

/// What started this process as one of several, by the variables that launchers set.
struct MPILauncher: Equatable, Sendable {
  /// Where a library is searched for first; nil where the launcher serves both families.
  let implementation: MPIImplementation?
  /// How many processes the launcher started; nil where it does not say.
  let size: Int?
  /// The variable by which it was recognised.
  let variable: String

  /// The launcher of a process with these variables; nil for one that was started alone.
  ///
  /// Open MPI's `mpirun` sets `OMPI_COMM_WORLD_SIZE`; MPICH's and Intel's, and `srun --mpi=pmi2`, set `PMI_SIZE`;
  /// `srun --mpi=pmix` sets `PMIX_RANK`, with Slurm's own count of tasks.
  init?(environment: [String: String]) {
    func number(_ name: String) -> Int? { environment[name].flatMap { Int($0) } }
    if let size = number("OMPI_COMM_WORLD_SIZE") {
      self.init(.openMPI, size, "OMPI_COMM_WORLD_SIZE")
    } else if environment["PMIX_RANK"] != nil {
      self.init(nil, number("SLURM_STEP_NUM_TASKS"), "PMIX_RANK")
    } else if environment["PMI_RANK"] != nil {
      self.init(.mpich, number("PMI_SIZE"), "PMI_RANK")
    } else {
      return nil
    }
  }

  private init(_ implementation: MPIImplementation?, _ size: Int?, _ variable: String) {
    (self.implementation, self.size, self.variable) = (implementation, size, variable)
  }
}

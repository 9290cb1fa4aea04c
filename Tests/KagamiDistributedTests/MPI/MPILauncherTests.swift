import Testing

@testable import KagamiDistributed

/// Launchers are recognised by what they set.
@Suite struct MPILauncherTests {
  @Test func aProgramStartedAloneHasNone() {
    #expect(MPILauncher(environment: ["PATH": "/bin", "SLURM_NTASKS": "4"]) == nil)
  }

  @Test func openMPI() {
    let launcher = MPILauncher(environment: ["OMPI_COMM_WORLD_SIZE": "4", "PMIX_RANK": "1"])
    #expect(launcher?.implementation == .openMPI)
    #expect(launcher?.size == 4)
  }

  @Test func mpich() {
    let launcher = MPILauncher(environment: ["PMI_RANK": "0", "PMI_SIZE": "3"])
    #expect(launcher?.implementation == .mpich)
    #expect(launcher?.size == 3)
  }

  @Test func slurmWithPMIx() {
    let launcher = MPILauncher(environment: ["PMIX_RANK": "0", "SLURM_STEP_NUM_TASKS": "8"])
    #expect(launcher?.implementation == nil)
    #expect(launcher?.size == 8)
  }

  @Test func librariesByTheirWords() {
    #expect(MPIImplementation(version: "Open MPI v4.1.4, package: Debian Open MPI") == .openMPI)
    #expect(MPIImplementation(version: "MPICH Version:\t4.0.2\n") == .mpich)
    #expect(MPIImplementation(version: "Intel(R) MPI Library 2021.11") == .mpich)
    #expect(MPIImplementation(version: "something else") == nil)
  }

  @Test func aLauncherWithoutALibraryIsAnError() throws {
    let launcher = try #require(MPILauncher(environment: ["OMPI_COMM_WORLD_SIZE": "2"]))
    let error = #expect(throws: DistributedError.self) {
      try MPILibrary(for: launcher, path: "/no/such/libmpi.so")
    }
    let text = "\(try #require(error))"
    #expect(text.contains("OMPI_COMM_WORLD_SIZE is set"))
    #expect(text.contains("/no/such/libmpi.so") && text.contains("KAGAMI_MPI"))
    #expect(!text.contains("\n"))
  }

  @Test func anotherLibraryIsAnError() throws {
    let launcher = try #require(MPILauncher(environment: ["PMI_RANK": "0", "PMI_SIZE": "2"]))
    #expect(throws: DistributedError.self) { try MPILibrary(for: launcher, path: "libc.so.6") }
  }
}

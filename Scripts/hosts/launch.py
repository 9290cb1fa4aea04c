"""Lines that start a program on several hosts, one rank on each, by Open MPI or by MPICH."""
import shlex
import shutil

from network import AGENT, SUBNET

OPEN_MPI = {
    "plm_rsh_agent": AGENT, "plm_rsh_no_tree_spawn": 1,
    # Messages go over the links only, by TCP, though the ranks could share this machine's memory.
    "pml": "ob1", "btl": "tcp,self", "btl_tcp_if_include": SUBNET, "oob_tcp_if_include": SUBNET,
    # Larger messages are sent without a handshake: with several partners at a time it leaves lines idle.
    "btl_tcp_eager_limit": 1 << 20, "btl_tcp_rndv_eager_limit": 1 << 20, "btl_tcp_max_send_size": 1 << 20,
    # mpirun and its daemons give up a host that is silent for three seconds, and end the rest; by default they do so
    # after eight minutes. This has to be less than KAGAMI_TIMEOUT: once something is sent to that host, TCP waits for
    # its answer, a quarter of an hour, and tests no more whether it is there.
    "oob_tcp_keepalive_time": 1, "oob_tcp_keepalive_intvl": 1, "oob_tcp_keepalive_probes": 2,
    # More ranks than cores: a rank that waits yields its core. No binding, since Open MPI counts the same cores on each host.
    "mpi_yield_when_idle": 1, "hwloc_base_binding_policy": "none",
}
# MPICH 4.0 over UCX 1.13, as Debian 12 has it, now and then never returns from MPI_Finalize where there are three hosts
# or more; 5.0 does. Its mpirun gives up no host, but ends with ranks that abort.
MPICH = {
    # Debian's is built on UCX, others on libfabric.
    "UCX_TLS": "tcp,self", "UCX_NET_DEVICES": "eth0", "FI_PROVIDER": "tcp", "MPIR_CVAR_NOLOCAL": 1,
}


def launcher(flavour):
    """The path of mpirun of `openmpi` or `mpich`."""
    path = shutil.which(f"mpirun.{flavour}") or (shutil.which("mpirun") if flavour == "openmpi" else None)
    if not path:
        raise SystemExit(f"mpirun of {flavour} is missing: install {flavour}-bin or {flavour}, then try again")
    return path


def compiler(flavour):
    """The path of the compiler of programs of `openmpi` or `mpich`."""
    return shutil.which(f"mpicc.{flavour}") or "mpicc"


def line(flavour, hosts, command, environment=None, settings=None, mpirun=None):
    """A line for a shell on the first host that starts `command` on all `hosts`."""
    # One thread for each rank: the hosts share this machine's cores.
    environment = {"OMP_NUM_THREADS": 1, "OPENBLAS_NUM_THREADS": 1, **(environment or {})}
    words = [mpirun or launcher(flavour)]
    if flavour == "openmpi":
        words += ["--allow-run-as-root", "--host", ",".join(f"{host}:1" for host in hosts), "-n", len(hosts)]
        for name, value in {**OPEN_MPI, **(settings or {})}.items():
            words += ["--mca", name, value]
        for name, value in environment.items():
            words += ["-x", f"{name}={value}"]
    else:
        words += ["-launcher", "ssh", "-launcher-exec", AGENT, "-iface", "eth0", "-hosts", ",".join(hosts),
                  "-n", len(hosts)]
        for name, value in {**MPICH, **environment}.items():
            words += ["-genv", name, value]
    return shlex.join(map(str, [*words, *command]))

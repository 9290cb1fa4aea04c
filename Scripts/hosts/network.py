"""Hosts on one machine: network namespaces that a switch joins by links of limited rate and a delay.

Each host, `kagami-host1` …, has an address of 10.77.0.0/24, a host name, and no way out. The links are veth pairs
shaped by tbf and netem, where the kernel has netem; elsewhere they are taps, whose frames `switch.c` delays.
Nothing stands outside the namespaces, so that nothing is left when they are removed.
"""
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

FOLDER = pathlib.Path(__file__).resolve().parent
AGENT = FOLDER / "enter.sh"
SWITCH = "kagami-switch"
SUBNET = "10.77.0.0/24"
QUEUE_KIB = 2048
MTU = 9000


def ip(*words):
    subprocess.run(["ip", *map(str, words)], check=True, capture_output=True, text=True)


def within(namespace, *words):
    """A command in a namespace; what it printed."""
    return subprocess.run(["ip", "netns", "exec", namespace, *map(str, words)],
                          check=True, capture_output=True, text=True).stdout


def namespaces():
    """Those of this script that there are, also of a run that was killed."""
    listed = subprocess.run(["ip", "netns", "list"], capture_output=True, text=True).stdout
    names = [line.split()[0] for line in listed.splitlines() if line.strip()]
    return [name for name in names if name == SWITCH or name.startswith("kagami-host")]


def processes(namespace):
    """Numbers of the processes in a namespace."""
    found = subprocess.run(["ip", "netns", "pids", namespace], capture_output=True, text=True).stdout
    return [int(number) for number in found.split()]


def remove():
    """Removes all namespaces of this script and whatever runs in them."""
    for name in namespaces():
        for _ in range(20):
            numbers = processes(name)
            if not numbers:
                break
            subprocess.run(["kill", "-9", *map(str, numbers)], stderr=subprocess.DEVNULL)
            time.sleep(0.05)
        subprocess.run(["ip", "netns", "delete", name], check=True)
        shutil.rmtree(f"/etc/netns/{name}", ignore_errors=True)
    try:
        pathlib.Path("/etc/netns").rmdir()
    except OSError:
        pass


class Network:
    """`with Network(4, mbits=1000, delay=50e-6) as network:` has four hosts and a folder; they are gone at its end."""

    def __init__(self, count, mbits, delay):
        self.hosts = [f"kagami-host{number}" for number in range(1, count + 1)]
        self.mbits, self.delay = mbits, delay
        self.switch = None

    def __enter__(self):
        # The name is taken as long as this process or the guard has the socket.
        self.lock = socket.socket(socket.AF_UNIX)
        try:
            self.lock.bind("\0kagami-hosts")
        except OSError:
            raise SystemExit("another run of these hosts is under way")
        remove()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="kagami-hosts-"))
        # A process of its own removes everything once this one closes the pipe or ends, by whatever signal.
        self.guard = subprocess.Popen([sys.executable, __file__, self.folder], stdin=subprocess.PIPE,
                                      pass_fds=[self.lock.fileno()], start_new_session=True)
        try:
            self.make()
        except subprocess.CalledProcessError as error:
            self.__exit__()
            raise SystemExit(f"{' '.join(map(str, error.cmd))}: {(error.stderr or '').strip()}")
        return self

    def __exit__(self, *_):
        self.guard.stdin.close()
        self.guard.wait()
        self.lock.close()

    def make(self):
        addresses = "".join(f"10.77.0.{number} {host}\n" for number, host in enumerate(self.hosts, 1))
        for name in [SWITCH, *self.hosts]:
            ip("netns", "add", name)
            ip("-n", name, "link", "set", "lo", "up")
            folder = pathlib.Path("/etc/netns") / name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "hosts").write_text("127.0.0.1 localhost\n" + addresses)
            within(name, "sh", "-c", "for i in all default; do echo 1 > /proc/sys/net/ipv6/conf/$i/disable_ipv6; done")
            within(name, "sh", "-c", "echo reno > /proc/sys/net/ipv4/tcp_congestion_control")
        self.hasNetem = subprocess.run(
            ["ip", "netns", "exec", SWITCH, "tc", "qdisc", "add", "dev", "lo", "root", "netem", "delay", "1ms"],
            capture_output=True).returncode == 0
        if self.hasNetem or not self.delay:
            self.makeBridge()
        else:
            self.makeTaps()
        for number, host in enumerate(self.hosts, 1):
            ip("-n", host, "link", "set", "eth0", "mtu", MTU, "up")
            ip("-n", host, "address", "add", f"10.77.0.{number}/24", "dev", "eth0")

    def shape(self, namespace, device):
        # A burst of two frames, so that a message of some KiB already takes the line's time.
        within(namespace, "tc", "qdisc", "add", "dev", device, "root", "handle", "1:", "tbf", "rate",
               f"{self.mbits}mbit", "burst", 2 * (MTU + 14), "limit", QUEUE_KIB * 1024)

    def makeBridge(self):
        ip("-n", SWITCH, "link", "add", "bridge", "mtu", MTU, "type", "bridge")
        ip("-n", SWITCH, "link", "set", "bridge", "up")
        for number, host in enumerate(self.hosts, 1):
            port = f"port{number}"
            ip("link", "add", "eth0", "netns", host, "type", "veth", "peer", "name", port, "netns", SWITCH)
            ip("-n", SWITCH, "link", "set", port, "mtu", MTU, "master", "bridge", "up")
            self.shape(host, "eth0")
            self.shape(SWITCH, port)
            if self.delay:
                within(SWITCH, "tc", "qdisc", "add", "dev", port, "parent", "1:1", "handle", "2:", "netem",
                       "delay", f"{self.delay * 1e6:.0f}us", "limit", 10000)

    def makeTaps(self):
        program = self.folder / "switch"
        subprocess.run(["cc", "-O2", "-o", program, FOLDER / "switch.c"], check=True)
        ports = [f"port{number}" for number in range(1, len(self.hosts) + 1)]
        self.switch = subprocess.Popen(
            ["ip", "netns", "exec", SWITCH, program, str(self.mbits), f"{self.delay * 1e6:.0f}", str(QUEUE_KIB), *ports],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.switch.stdout.readline() != "ready\n":
            raise SystemExit("the switch did not start: taps need /dev/net/tun")
        for host, port in zip(self.hosts, ports):
            ip("-n", SWITCH, "link", "set", port, "netns", host, "name", "eth0")
            self.shape(host, "eth0")

    def describe(self):
        if self.switch:
            how = "taps, tbf and a switch program, since the kernel has no netem"
        else:
            how = "veth, a bridge and tbf" + (", netem" if self.delay else "")
        return f"{len(self.hosts)} hosts at {self.mbits:g} Mbit/s, {self.delay * 1e6:.0f} us one way: {how}"

    def setLink(self, host, isUp):
        """Takes the cable out of a host, or puts it in again."""
        port = f"port{self.hosts.index(host) + 1}"
        if self.switch:
            self.switch.stdin.write(f"{'join' if isUp else 'cut'} {port}\n")
            self.switch.stdin.flush()
        else:
            ip("-n", SWITCH, "link", "set", port, "up" if isUp else "down")

    def start(self, host, command, **options):
        """A process on a host; launchers leave their own files in the folder."""
        environment = {**os.environ, "TMPDIR": str(self.folder)}
        return subprocess.Popen([str(AGENT), host, command], env=environment, **options)

    def sent(self, host):
        """Bytes that a host has sent over its link."""
        return int(within(host, "cat", "/sys/class/net/eth0/statistics/tx_bytes"))

    def processes(self, host):
        return processes(host)


if __name__ == "__main__":
    sys.stdin.read()
    remove()
    shutil.rmtree(sys.argv[1], ignore_errors=True)

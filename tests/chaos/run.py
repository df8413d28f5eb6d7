"""Failures on purpose, on loopback, each within a minute or two: what was promised to clients must still be there afterwards.

    python3 tests/chaos/run.py [kill] [disk] [database] [bucket] [clock]     all of them without a name; -s SECONDS each

| name | what happens | what must hold |
|---|---|---|
| kill | SIGKILL of the service every second or two while clients make runs, then a start | every run that was answered with 201 is sealed, nothing lies in temp |
| disk | the data folder, a small tmpfs, is filled to its last byte and emptied again; without the right to mount, a bound on files | refused or failed visibly, then everything goes on |
| database | PostgreSQL is stopped hard and started again, several times | 503 meanwhile; every run is sealed |
| bucket | the S3 service refuses, cuts and delays requests, and is silent for seconds | every run is sealed, nothing is left of given-up attempts but what the next sweep takes |
| clock | the wall clock of the service jumps an hour ahead, two back, 30 days ahead, and home, under load (`clock.c`, preloaded into a program that is linked dynamically) | every run is sealed, none is erased before its date of six months |

Lost runs are those that were answered with 201 and are neither sealed nor failed with a code. It ends with 1 where one was lost,
failed, or left bytes behind. Failures that clients see while the service is away are told and are no fault.
"""

import argparse
import glob
import os
import pathlib
import random
import shutil
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "bench"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import service as s
from bucket import Bucket

CLIENTS = 4


class Load:
    """Clients that begin runs until they are told to stop, whatever comes back, and remember what was promised."""

    def __init__(self, service, formats=("docx", "html")):
        self.service, self.formats = service, formats
        self.clients = [s.Client(service) for _ in range(CLIENTS)]
        self.promised, self.took, self.lock = [], [], threading.Lock()
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._work, args=(at,), daemon=True) for at in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def _work(self, at):
        number = at
        while not self.over.is_set():
            begun = time.perf_counter()
            number += CLIENTS
            try:
                [run] = self.clients[at].upload([s.CVS[number % len(s.CVS)]], self.formats)
            except s.Failed:
                self.over.wait(0.2)
                continue
            with self.lock:
                self.promised.append(run)
            # Half a minute, then the next: what is not done by then is looked at in the end.
            while time.perf_counter() - begun < 30 and not self.over.is_set():
                try:
                    if self.clients[at].rest(run, 5) == "sealed":
                        self.clients[at].bundle(run)
                        with self.lock:
                            self.took.append(time.perf_counter() - begun)
                        break
                except s.Failed:
                    self.over.wait(0.2)

    def end(self):
        self.over.set()
        for thread in self.threads:
            thread.join(s.PATIENCE_S * 2)


def judge(name, load, service, more="", accepted=("sealed",)):
    """Waits for everything that was promised, prints the line, and tells whether all is well."""
    client = s.Client(service)
    states, lost, end = {}, 0, time.monotonic() + 120
    for run in load.promised:
        state = None
        while time.monotonic() < end:
            try:
                state = client.rest(run, 20)
                if state == "sealed":
                    client.bundle(run)
                if state != "not in time":
                    break
            except s.Failed:
                time.sleep(0.3)
        states[state] = states.get(state, 0) + 1
        lost += state not in ("sealed", "failed")
    leaked = service.temp_left()
    print(f"{name:9}  runs promised {len(load.promised)}, {states}  lost runs {lost}  leaked bytes {leaked}  starts {service.starts}")
    print(f"           {s.figures(load.clients)}  runs {s.spread(load.took)}  peak RSS {s.mib(service.peak)}  {more}")
    well = lost == 0 and leaked == 0 and len(load.promised) > 0 and set(states) <= set(accepted)
    if not well:
        print("           NOT WELL")
    return well


def begin(service):
    if not service.start():
        sys.exit(f"the service does not start: {service.lines[-3:]}")
    return service


def kill(folder, seconds):
    service = begin(s.Service(folder, ["--data", "data"]))
    load, dice = Load(service), random.Random(1)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(dice.uniform(0.7, 2.0))
        service.kill()
        begin(service)
    load.end()
    well = judge("kill", load, service)
    return service.stop() == 0 and well


class Full:
    """A way to fill the disk of a service: a small tmpfs as its data folder, or where that may not be mounted a bound on files."""

    def __init__(self, data):
        self.data = data
        data.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96m,mode=700", "tmpfs", str(data)], capture_output=True)
        self.is_mounted = mounted.returncode == 0
        self.kind = "a tmpfs of 96 MiB" if self.is_mounted else "a bound of 4 KiB on files (no right to mount)"

    def fill(self, pid):
        if not self.is_mounted:
            subprocess.run(["prlimit", "--pid", str(pid), "--fsize=4096:unlimited"], check=True)
            return
        with open(self.data / "ballast", "wb", buffering=0) as ballast:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while True:
                        ballast.write(bytes(size))
                except OSError:
                    pass

    def empty(self, pid):
        if self.is_mounted:
            (self.data / "ballast").unlink()
        else:
            subprocess.run(["prlimit", "--pid", str(pid), "--fsize=unlimited:unlimited"], check=False)

    def close(self):
        if self.is_mounted:
            subprocess.run(["umount", "-l", str(self.data)], check=False)


def disk(folder, seconds):
    full = Full(folder / "data")
    try:
        service = begin(s.Service(folder, ["--data", "data"]))
        load = Load(service)
        time.sleep(seconds / 4)
        before = sum(client.refused + client.failures for client in load.clients)
        full.fill(service.process.pid)
        time.sleep(seconds / 2)
        during = sum(client.refused + client.failures for client in load.clients) - before
        full.empty(service.process.pid)
        time.sleep(seconds / 4)
        load.end()
        alive = service.process.poll() is None
        if not alive:
            begin(service)
        more = f"{full.kind}; refused or failed while full {during}; {'the same process' if alive else 'the process had ended'}"
        well = judge("disk full", load, service, more, ("sealed", "failed"))
        return service.stop() == 0 and well
    finally:
        full.close()


def postgres_programs():
    places = ["/usr/local/bin", *sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)]
    return next((pathlib.Path(place) for place in places if (pathlib.Path(place) / "initdb").exists()), None)


class Postgres:
    """A PostgreSQL of its own; as root it runs as `nobody`, because it refuses root."""

    def __init__(self, folder):
        self.programs, self.folder = postgres_programs(), pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.as_nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] if os.geteuid() == 0 else []
        if self.as_nobody:
            os.chown(self.folder, 65534, 65534)
            os.chmod(self.folder.parent, 0o755)
        self.port = random.randint(20000, 40000)
        self.run("initdb", "-D", f"{folder}/data", "-U", "dossier", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
        self.start()

    def run(self, program, *args):
        subprocess.run([*self.as_nobody, str(self.programs / program), *args], check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c max_connections=60"
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-o", options, "-l", f"{self.folder}/log", "start")

    def stop(self):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    @property
    def url(self):
        return f"postgres://dossier@127.0.0.1:{self.port}/postgres"


def database(folder, seconds):
    if postgres_programs() is None:
        print("database   not tried: there is no PostgreSQL on this machine")
        return True
    with s.Scratch() as place:
        postgres = Postgres(place / "postgres")
        try:
            # A replica that is not told where its secret is makes none beside a named database.
            env = {"DOSSIER_SECRET": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I="}
            service = begin(s.Service(folder, ["--data", "data", "--database", postgres.url, "--lost-after", "4"], env))
            load = Load(service)
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                time.sleep(2)
                postgres.stop()
                time.sleep(1.5)
                postgres.start()
                time.sleep(2)
            load.end()
            well = judge("database", load, service)
            return service.stop() == 0 and well
        finally:
            postgres.stop()


def bucket(folder, seconds):
    store = Bucket()
    env = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    url = f"s3://bucket/papers?endpoint={store.url}&style=path&region=eu"
    service = begin(s.Service(folder, ["--data", "data", "--storage", url], env))
    load = Load(service)
    for faults in ({"refuse": 0.1}, {"cut": 0.1}, {"delay": 0.15}, {"refuse": 0.05, "cut": 0.05, "delay": 0.05}, {"silent": True}):
        store.faults(**faults)
        time.sleep(seconds / 6)
    store.faults()
    time.sleep(seconds / 6)
    load.end()
    well = judge("bucket", load, service, f"S3 requests {store.requests}, of which {store.faulted} with a fault")
    ended = service.stop()
    store.close()
    return ended == 0 and well


def jumping_clock(folder):
    """The library that lets the program's wall clock jump; nothing where it cannot be built or the program is static."""
    library = folder / "clock.so"
    source = pathlib.Path(__file__).resolve().parent / "clock.c"
    if shutil.which("cc") is None:
        return None, "there is no C compiler"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source)], check=True)
    linked = subprocess.run(["ldd", str(s.program())], capture_output=True, text=True)
    if linked.returncode != 0 or "libc.so" not in linked.stdout:
        return None, "the program is static, and the machine's own clock is not ours to set"
    return library, None


def clock(folder, seconds):
    with s.Scratch() as beside:
        library, why = jumping_clock(beside)
        if library is None:
            print(f"clock      not tried: {why}")
            return True
        hand = beside / "seconds"
        hand.write_text("0")
        env = {"LD_PRELOAD": str(library), "CHAOS_CLOCK": str(hand)}
        service = begin(s.Service(folder, ["--data", "data", "--sweep-every", "1"], env))
        load = Load(service)
        jumps = (0, 3_600, -7_200, 30 * 86_400, 0)
        for jump in jumps:
            hand.write_text(str(jump))
            time.sleep(seconds / len(jumps))
        load.end()
        well = judge("clock", load, service, f"jumps to {', '.join(map(str, jumps))} s")
        return service.stop() == 0 and well


TRIALS = {"kill": kill, "disk": disk, "database": database, "bucket": bucket, "clock": clock}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("trials", nargs="*", choices=[*TRIALS, []], help="all without a name")
    parser.add_argument("-s", type=float, default=24, help="seconds of each")
    args = parser.parse_args()
    if shutil.which("prlimit") is None:
        sys.exit("prlimit (util-linux) is needed")
    well = True
    for name in args.trials or TRIALS:
        with s.Scratch() as folder:
            begun = time.monotonic()
            well = TRIALS[name](folder, args.s) and well
            print(f"           {time.monotonic() - begun:.0f} s", flush=True)
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()

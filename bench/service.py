"""A service under test and its clients, for bench/load.py and tests/chaos: standard library only, everything on loopback.

A `Service` runs the program with a data folder of its own, reads its log, and samples its memory with that of its children. A
`Client` makes whole runs over the API: upload, events until the run is at rest, bundle, every byte of the ZIP checked.
"""

import http.client
import io
import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import tempfile
import threading
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
JOB = ROOT / "examples/de/stellenprofil.docx"
CVS = sorted(path for path in (ROOT / "corpus/part/files").iterdir() if path.suffix in (".pdf", ".docx"))
BOUNDARY = "boundary-of-this-form"
PATIENCE_S = 60
UNLIMITED = {f"DOSSIER_{what}_PER_MINUTE": "1000000" for what in ("RUNS", "BATCHES", "VISITS")}


def program():
    """The program: DOSSIER_PROGRAM, else the newest release build."""
    named = os.environ.get("DOSSIER_PROGRAM")
    if named:
        return pathlib.Path(named)
    found = [*(ROOT / "target").glob("*/release/dossier"), ROOT / "target/release/dossier"]
    found = [path for path in found if path.is_file()]
    if not found:
        raise SystemExit("no program: cargo build --release --package dossier-cli, or DOSSIER_PROGRAM=/path/dossier")
    return max(found, key=lambda path: path.stat().st_mtime)


def family(pid):
    """A process and its descendants."""
    found, new = [], [pid]
    while new:
        one = new.pop()
        found.append(one)
        try:
            for task in os.listdir(f"/proc/{one}/task"):
                new += [int(word) for word in pathlib.Path(f"/proc/{one}/task/{task}/children").read_text().split()]
        except OSError:
            pass
    return found


def resident(pid):
    """Resident memory of a process in bytes; 0 where it is gone."""
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


class Service:
    """A running service over a data folder. `prefix` stands before the command, such as `prlimit`."""

    def __init__(self, folder, args=(), env=None, prefix=(), port=0):
        self.folder = pathlib.Path(folder)
        self.args = list(args)
        self.env = {"HOME": str(folder), "TMPDIR": str(self.folder), "PATH": os.environ["PATH"], **UNLIMITED, **(env or {})}
        self.prefix = list(prefix)
        self.port = port
        self.peak = self.peak_alone = 0
        self.starts = 0
        self.process = None

    def start(self):
        """Starts it and waits until it serves; False where it ends or says nothing."""
        self.lines, self.serving, self.over = [], threading.Event(), threading.Event()
        command = [*self.prefix, str(program()), "serve", "--listen", f"127.0.0.1:{self.port}", *self.args]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=self.env, cwd=self.folder,
            # SIGXFSZ stays ignored, as it is in Python: a bound on files is to be an error, not an end.
            restore_signals=False,
        )
        told = (self.lines, self.serving, self.over)
        threading.Thread(target=self._read, args=(self.process, *told), daemon=True).start()
        threading.Thread(target=self._sample, args=(self.process,), daemon=True).start()
        self.starts += 1
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end and not self.serving.is_set() and not self.over.is_set():
            self.serving.wait(0.05)
        return self.serving.is_set()

    def _read(self, process, lines, serving, over):
        for line in process.stderr:
            try:
                told = json.loads(line)
            except ValueError:
                told = {"event": "text", "text": line.decode(errors="replace")}
            lines.append(told)
            if told.get("event") == "serving":
                self.port = int(told["address"].rsplit(":", 1)[1])
                serving.set()
        over.set()

    def _sample(self, process):
        while process.poll() is None:
            self.peak_alone = max(self.peak_alone, resident(process.pid))
            self.peak = max(self.peak, sum(map(resident, family(process.pid))))
            time.sleep(0.05)

    def kill(self):
        """SIGKILL, and what it leaves."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """SIGTERM; the exit code."""
        if self.process is None or self.process.poll() is not None:
            return self.process and self.process.returncode
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def cpu_s(self):
        """Processor seconds of the service and of the children that it has waited for."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def data_bytes(self):
        """Bytes and files in the data folder."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return sum(path.stat().st_size for path in files), len(files)

    def temp_left(self):
        """Bytes in the temporary folder beside the data."""
        places = [path for path in self.folder.iterdir() if path.name not in ("data", "log")]
        files = [path for place in places for path in ([place] if place.is_file() else place.rglob("*")) if path.is_file()]
        return sum(path.stat().st_size for path in files)


class Failed(Exception):
    """An answer that is none of those hoped for: its status or what has happened."""


def form(parts):
    body = io.BytesIO()
    for name, file, content in parts:
        file = f'; filename="{file}"' if file else ""
        body.write(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode())
        body.write(content + b"\r\n")
    body.write(f"--{BOUNDARY}--\r\n".encode())
    return body.getvalue()


class Client:
    """One client with one kept connection. Counts requests and failures, and keeps the seconds of each kind."""

    def __init__(self, service):
        self.service = service
        self.connection = None
        self.requests = self.refused = self.failures = 0
        self.reasons = {}

    def ask(self, method, path, body=None, headers=None, sink=None):
        """Status and body; an answer of 429 or 503 counts as refused, what comes to no answer as a failure."""
        self.requests += 1
        for attempt in (0, 1):
            kept = self.connection is not None
            try:
                if not kept:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=PATIENCE_S)
                self.connection.request(method, path, body, headers or {})
                answer = self.connection.getresponse()
                data = sink(answer) if sink else answer.read()
                if answer.status in (429, 503):
                    self.refused += 1
                elif answer.status >= 500:
                    self.fail(str(answer.status))
                if answer.will_close:
                    self.close()
                return answer.status, data
            except (OSError, http.client.HTTPException) as error:
                self.close()
                # A kept connection may have been closed by the other side in the meantime.
                if attempt == 0 and kept and method == "GET":
                    continue
                self.fail(type(error).__name__)
                raise Failed(type(error).__name__) from error
        raise Failed("no answer")

    def fail(self, reason):
        self.failures += 1
        self.reasons[reason] = self.reasons.get(reason, 0) + 1

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def upload(self, cvs, formats=("docx", "html"), key=None):
        """Begins a run for each CV; their ids."""
        options = json.dumps({"formats": list(formats)}).encode()
        parts = [("cv", path.name, path.read_bytes()) for path in cvs]
        body = form([*parts, ("job", JOB.name, JOB.read_bytes()), ("options", None, options)])
        headers = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}
        if key:
            headers["idempotency-key"] = key
        status, data = self.ask("POST", "/api/v1/runs", body, headers)
        if status != 201:
            raise Failed(f"upload {status} {data[:200].decode(errors='replace')}")
        return json.loads(data)["runs"]

    def state(self, run):
        status, data = self.ask("GET", f"/api/v1/runs/{run}")
        if status != 200:
            raise Failed(f"run {status}")
        return json.loads(data)["run"]["state"]

    def rest(self, run, patience=PATIENCE_S):
        """Waits until a run is at rest; its state."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            # The stream ends when the run is at rest, or when the service wants it.
            self.ask("GET", f"/api/v1/runs/{run}/events", headers={"accept": "text/event-stream"})
            state = self.state(run)
            if state in ("sealed", "failed", "cancelled", "review"):
                return state
            time.sleep(0.1)
        return "not in time"

    def bundle(self, run):
        """The ZIP of a run's current revision, checked to the last byte; its length."""
        status, data = self.ask("GET", f"/api/v1/runs/{run}/current")
        if status != 200:
            raise Failed(f"current {status}")
        status, data = self.ask("GET", f"/api/v1/runs/{run}/revisions/{json.loads(data)['revision']}/bundle")
        if status != 200 or zipfile.ZipFile(io.BytesIO(data)).testzip() is not None:
            raise Failed(f"bundle {status}")
        return len(data)

    def whole_run(self, cv, formats=("docx", "html")):
        """Upload to the last byte of the bundle; seconds and state."""
        begun = time.perf_counter()
        [run] = self.upload([cv], formats)
        state = self.rest(run)
        if state == "sealed":
            self.bundle(run)
        return time.perf_counter() - begun, state, run


def together(number, work):
    """Lets so many threads do a work with their number, and waits for all."""
    threads = [threading.Thread(target=work, args=(at,), daemon=True) for at in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def spread(seconds):
    """p50, p95 and p99 of some durations, as text."""
    if not seconds:
        return "p50 - p95 - p99 -"
    cuts = statistics.quantiles(seconds, n=100, method="inclusive") if len(seconds) > 1 else [seconds[0]] * 99
    return f"p50 {1000 * cuts[49]:.0f} ms  p95 {1000 * cuts[94]:.0f} ms  p99 {1000 * cuts[98]:.0f} ms"


def figures(clients):
    """Requests, refusals and failures of some clients, as text."""
    reasons = {}
    for client in clients:
        for reason, number in client.reasons.items():
            reasons[reason] = reasons.get(reason, 0) + number
    told = f"requests {sum(c.requests for c in clients)}  refused {sum(c.refused for c in clients)}  "
    told += f"failures {sum(c.failures for c in clients)}"
    return told + (f" ({', '.join(f'{n} {r}' for r, n in sorted(reasons.items()))})" if reasons else "")


def mib(number):
    return f"{number / (1 << 20):.0f} MiB"


class Scratch:
    """A folder that goes away."""

    def __enter__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="dossier-trial-"))
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

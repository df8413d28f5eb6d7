"""The service under load on loopback: whole runs, downloads of a large bundle, and a batch with interactive runs beside it.

    python3 bench/load.py runs [-k CLIENTS] [-s SECONDS]     k clients that make whole runs, one after the other
    python3 bench/load.py downloads [-k CLIENTS]             k downloads of one large bundle at the same time
    python3 bench/load.py batch [-n CVS]                     so many CVs as batches, and one client with interactive runs beside
    python3 bench/load.py services [-k CLIENTS] [-s SECONDS] runs over a PostgreSQL and an S3 stand-in, counting what both are asked
    python3 bench/load.py all [--out FILE]                   all of them; the figures that bench/scale.py starts from go to FILE

The service is a process of its own with a data folder on /dev/shm or in TMPDIR: DOSSIER_PROGRAM names it, `--database` and
`--storage` others than SQLite and files. Every ZIP is checked to its last byte. It ends with 1 where a run was lost or failed.
The clients are one Python process on the same machine; its CPU is told apart, because it is taken from the service.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time

import service as s


def own_cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def peak(service):
    return f"peak RSS {s.mib(service.peak_alone)} alone, {s.mib(service.peak)} with children"


def runs(service, k, seconds):
    """Whole runs by k clients; figures, and whether all is well."""
    clients = [s.Client(service) for _ in range(k)]
    took, states = [], {}
    begun, cpu, own = time.perf_counter(), service.cpu_s(), own_cpu()
    bytes_before, files_before = service.data_bytes()

    def work(at):
        number = at
        while time.perf_counter() - begun < seconds:
            try:
                one, state, _ = clients[at].whole_run(s.CVS[number % len(s.CVS)])
            except s.Failed as failed:
                one, state = None, str(failed)
            states[state] = states.get(state, 0) + 1
            if state == "sealed":
                took.append(one)
            number += k

    s.together(k, work)
    wall, cpu = time.perf_counter() - begun, service.cpu_s() - cpu
    done = len(took)
    lost = sum(number for state, number in states.items() if state != "sealed")
    bytes_after, files_after = service.data_bytes()
    print(f"runs       {k} clients, {wall:.0f} s: {done} runs, {done / wall:.1f} a second  {s.spread(took)}")
    print(f"           {s.figures(clients)}  not sealed {lost} {states}  {peak(service)}")
    print(f"           CPU of the service {cpu:.1f} s, of the clients {own_cpu() - own:.1f} s")
    each = max(done, 1)
    told = {
        "runs": done,
        "cpu_s_per_run": round(cpu / each, 4),
        "bytes_per_run": round((bytes_after - bytes_before) / each),
        "objects_per_run": round((files_after - files_before) / each, 1),
        "run_s_p50": round(sorted(took)[done // 2], 3) if done else None,
    }
    return told, lost == 0 and done > 0


def large_cv():
    """A CV as text whose run has a bundle of many MiB: long duties below many stations."""
    lines = ["Lebenslauf", "Anna Muster", "anna.muster@example.org", "", "Berufserfahrung"]
    for year in range(1985, 2025):
        lines += ["", f"01/{year} - 12/{year}  Softwareentwicklerin, Beispiel {year} AG"]
        lines += [f"- Aufgabe {number}: Entwurf und Betrieb von Diensten in Java, Abnahme und Doku {year}" for number in range(180)]
    return "\n".join(lines).encode()


def downloads(service, k):
    """k downloads of one bundle at once."""
    client = s.Client(service)
    place = service.folder / "large.txt"
    place.write_bytes(large_cv())
    run = client.upload([place], ("docx", "html", "pdf"))[0]
    place.unlink()
    state = client.rest(run, 300)
    if state != "sealed":
        print(f"downloads  the large run is {state}")
        return {}, False
    status, data = client.ask("GET", f"/api/v1/runs/{run}/current")
    path = f"/api/v1/runs/{run}/revisions/{json.loads(data)['revision']}/bundle"
    size = client.bundle(run)
    _, sample = client.ask("GET", path)
    # Making the papers took memory that a process keeps; downloads are to be seen alone.
    client.close()
    if service.stop() != 0 or not service.start():
        return {}, False
    before, service.peak, service.peak_alone = s.resident(service.process.pid), 0, 0
    clients = [s.Client(service) for _ in range(k)]
    took, wrong = [], []

    def sink(answer):
        # Compared piece by piece, so that the clients do not hold k bundles.
        at, same = 0, True
        while piece := answer.read(1 << 16):
            same = same and sample[at : at + len(piece)] == piece
            at += len(piece)
        return same and at == len(sample)

    def work(at):
        begun = time.perf_counter()
        try:
            status, same = clients[at].ask("GET", path, sink=sink)
        except s.Failed:
            status, same = 0, False
        took.append(time.perf_counter() - begun)
        if status != 200 or not same:
            wrong.append(status)

    begun = time.perf_counter()
    s.together(k, work)
    wall = time.perf_counter() - begun
    print(f"downloads  {k} at once of {s.mib(size)}: {wall:.1f} s, {k * size / wall / 1e6:.0f} MB/s  {s.spread(took)}")
    print(f"           {s.figures(clients)}  not whole {len(wrong)}  {peak(service)} (idle before {s.mib(before)})")
    return {"download_bytes_per_s": round(k * size / wall)}, not wrong


def batch(service, count):
    """A large batch, and interactive runs beside it."""
    client, beside = s.Client(service), s.Client(service)
    wanted, begun = [], time.perf_counter()
    for at in range(0, count, 60):
        cvs = [s.CVS[number % len(s.CVS)] for number in range(at, min(at + 60, count))]
        if len(cvs) == 1:
            cvs = cvs * 2
        wanted += client.upload(cvs)
    uploaded = time.perf_counter() - begun
    took, bad = [], 0
    open_runs = set(wanted)
    states = {}
    end = time.monotonic() + 60 + count * 0.5
    while open_runs and time.monotonic() < end:
        try:
            one, state, _ = beside.whole_run(s.CVS[len(took) % len(s.CVS)])
        except s.Failed:
            state = "failed"
        if state == "sealed":
            took.append(one)
        else:
            bad += 1
        for run in list(open_runs)[:40]:
            state = client.state(run)
            if state in ("sealed", "failed", "cancelled", "review"):
                states[state] = states.get(state, 0) + 1
                open_runs.discard(run)
    wall = time.perf_counter() - begun
    print(f"batch      {len(wanted)} CVs: uploaded in {uploaded:.1f} s, done in {wall:.1f} s, {len(wanted) / wall:.1f} a second  {states}")
    print(f"           interactive beside it: {len(took)} runs  {s.spread(took)}  not sealed {bad}")
    print(f"           {s.figures([client, beside])}  lost {len(open_runs)}  {peak(service)}")
    return {}, not open_runs and not bad and set(states) <= {"sealed"}


def services(k, seconds):
    """Runs over a PostgreSQL of its own and the bucket of tests/chaos: what a run and an idle replica ask of both."""
    sys.path.insert(0, str(s.ROOT / "tests/chaos"))
    from bucket import Bucket
    from run import Postgres, postgres_programs

    if postgres_programs() is None:
        print("services   not tried: there is no PostgreSQL on this machine")
        return {}, True
    with s.Scratch() as folder, s.Scratch() as place:
        postgres, store = Postgres(place / "postgres"), Bucket()

        def count(sql):
            command = [shutil.which("psql") or str(postgres_programs() / "psql"), postgres.url, "-Atqc", sql]
            return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

        def transactions():
            time.sleep(1.5)  # Sessions tell their counts at most once a second.
            return count("SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()")

        def rows():
            return count("SELECT sum(n_tup_ins) FROM pg_stat_user_tables WHERE schemaname = 'dossier'")

        url = f"s3://bucket/papers?endpoint={store.url}&style=path&region=eu"
        env = {
            "DOSSIER_SECRET": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I=",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
        }
        service = s.Service(folder, ["--data", "data", "--database", postgres.url, "--storage", url], env)
        try:
            if not service.start():
                sys.exit(f"the service does not start: {service.lines[-3:]}")
            time.sleep(2)
            before, asked, begun = transactions(), store.requests, time.perf_counter()
            time.sleep(10)
            idle_s = time.perf_counter() - begun
            idle_tx, idle_s3 = (transactions() - before) / idle_s, (store.requests - asked) / idle_s
            before, asked, added, size = transactions(), store.requests, rows(), count("SELECT pg_database_size(current_database())")
            begun = time.perf_counter()
            done, well = runs(service, k, seconds)
            connections = count("SELECT count(*) FROM pg_stat_activity WHERE usename = 'dossier' AND pid <> pg_backend_pid()")
            wall = time.perf_counter() - begun
            number = max(done.pop("runs"), 1)
            stored = [len(content) for content, _ in store.objects.values()]
            told = {
                "tx_per_run": round((transactions() - before - idle_tx * wall) / number, 1),
                "tx_idle_per_s": round(idle_tx, 2),
                "rows_per_run": round((rows() - added) / number, 1),
                "db_bytes_per_run": round((count("SELECT pg_database_size(current_database())") - size) / number),
                "s3_requests_per_run": round((store.requests - asked) / number, 1),
                "s3_idle_per_s": round(idle_s3, 2),
                "connections_per_replica": connections,
                "objects_per_run": round(len(stored) / number, 1),
                "bytes_per_run": round(sum(stored) / number),
            }
            print(f"services   {told}")
            return told, service.stop() == 0 and well
        finally:
            service.stop()
            postgres.stop()
            store.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=["runs", "downloads", "batch", "services", "all"])
    parser.add_argument("-k", type=int, help="clients: 16 for runs, 200 for downloads")
    parser.add_argument("-s", type=float, default=20, help="seconds of runs")
    parser.add_argument("-n", type=int, default=1000, help="CVs of the batch")
    parser.add_argument("--database")
    parser.add_argument("--storage")
    parser.add_argument("--out", help="file for the measured figures")
    args = parser.parse_args()
    if os.path.isdir("/dev/shm") and "TMPDIR" not in os.environ:
        os.environ["TMPDIR"] = "/dev/shm"
    told, well = {"measured": time.strftime("%Y-%m-%d"), "cores": os.cpu_count()}, True
    for what in ["runs", "downloads", "batch", "services"] if args.what == "all" else [args.what]:
        if what == "services":
            found, fine = services(args.k or 8, args.s)
            told.update(found)
            well = fine and well
            continue
        with s.Scratch() as folder:
            more = ["--data", "data"]
            more += ["--database", args.database] if args.database else []
            more += ["--storage", args.storage] if args.storage else []
            service = s.Service(folder, more)
            begun = time.perf_counter()
            if not service.start():
                sys.exit(f"the service does not start: {service.lines[-3:]}")
            told.setdefault("start_s", round(time.perf_counter() - begun, 3))
            told.setdefault("idle_rss_bytes", s.resident(service.process.pid))
            if what == "runs":
                found, fine = runs(service, args.k or 16, args.s)
            elif what == "downloads":
                found, fine = downloads(service, args.k or 200)
            else:
                found, fine = batch(service, args.n)
            told.update(found)
            well = service.stop() == 0 and fine and well
    if args.out:
        with open(args.out, "w") as file:
            json.dump(told, file, indent=1)
            file.write("\n")
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()

"""Ten to a thousand replicas over one database and one bucket, simulated: where it ends first. Standard library, seeded.

    python3 bench/scale.py [--figures bench/figures.json] [--set NAME=VALUE ..] [--replicas 10,30,..] [--seed 1]

What a run and an idle replica cost comes from the file that `bench/load.py all --out bench/figures.json` writes; what database,
bucket and platform can bear are assumptions, named below, and set by --set. Time goes in steps of a second. In each, runs arrive
(Poisson, teams by Zipf's law, one of them uploads a batch of 5,000), the queue hands them out as the program does (interactive
lane first, teams in turns), and as many are done as the scarcest of processors, database and bucket allows. In the middle a tenth
of the replicas is cut off for a minute: their jobs are taken over after `lost_after_s` and made once more. docs/scale.md explains.
"""

import argparse
import collections
import json
import math
import pathlib
import random

ROOT = pathlib.Path(__file__).resolve().parent.parent

ASSUMED = {
    "cores_per_replica": 2,
    # One PostgreSQL of 8 cores with a local disk; short transactions of three statements.
    "db_tx_per_s": 12_000,
    # Server processes that it bears without a pooler.
    "db_connections": 500,
    # Published limits of S3 for one prefix that is not yet split: writes and reads together are taken as writes.
    "s3_requests_per_s": 3_500,
    "s3_keys_per_listing": 1_000,
    "teams": 2_000,
    # Runs that are kept: the term of six months at this many days.
    "kept_days": 180,
    # Share of the processors that is asked for, on average, over the working hours of a day: some 0.7 runs a second and replica.
    "load": 0.02,
    "busy_hours": 10,
    "hot_batch": 5_000,
    "lost_after_s": 20,
    "sweep_every_s": 60,
    "sweeps_per_storage_look": 60,
    # A job that ends wakes all replicas, and in each both lanes look for one.
    "tx_per_wake": 2,
    # Cells: instances with a database and a bucket of their own, of so many replicas, that sweep so often.
    "cell_replicas": 8,
    "cell_sweep_every_s": 3_600,
    "seconds": 900,
}

NEEDED = ["cpu_s_per_run", "tx_per_run", "tx_idle_per_s", "s3_requests_per_run", "objects_per_run", "bytes_per_run", "rows_per_run", "connections_per_replica"]


class Queue:
    """Two lanes, teams in turns."""

    def __init__(self):
        self.lanes = {name: (collections.OrderedDict(), {}) for name in ("interactive", "batch")}
        self.depth = 0

    def put(self, lane, team, at, number=1):
        turns, waiting = self.lanes[lane]
        waiting.setdefault(team, collections.deque()).append([at, number])
        turns.setdefault(team)
        self.depth += number

    def take(self, lane):
        """Team and time of the next job of a lane."""
        turns, waiting = self.lanes[lane]
        if not turns:
            return None
        team, _ = turns.popitem(last=False)
        first = waiting[team][0]
        at, first[1] = first[0], first[1] - 1
        if first[1] == 0:
            waiting[team].popleft()
        if waiting[team]:
            turns[team] = None
        else:
            del waiting[team]
        self.depth -= 1
        return team, at


def poisson(dice, mean):
    """A number of arrivals; the normal one where many are expected."""
    if mean > 200:
        return max(0, round(dice.gauss(mean, math.sqrt(mean))))
    product, number, limit = dice.random(), 0, math.exp(-mean)
    while product > limit:
        product, number = product * dice.random(), number + 1
    return number


def demand(p, replicas):
    """What so many replicas at the asked load want of each resource, as shares of what there is; and the figures themselves."""
    runs_per_s = p["load"] * replicas * p["cores_per_replica"] / p["cpu_s_per_run"]
    runs_per_day = runs_per_s * p["busy_hours"] * 3600
    kept = runs_per_day * p["kept_days"]
    objects = kept * p["objects_per_run"]
    tx_work = runs_per_s * p["tx_per_run"]
    tx_wake = runs_per_s * woken(p, replicas)
    tx_idle = replicas * p["tx_idle_per_s"]
    looks_per_s = replicas / (p["sweep_every_s"] * p["sweeps_per_storage_look"])
    # Each run is a folder of its own: a look lists every one of them, at least one request each.
    s3_look = looks_per_s * max(kept, objects / p["s3_keys_per_listing"])
    s3_work = runs_per_s * p["s3_requests_per_run"]
    s3_retention = runs_per_s * p["objects_per_run"] * 1.2
    shares = {
        "connections": replicas * p["connections_per_replica"] / p["db_connections"],
        "wake-ups": tx_wake / p["db_tx_per_s"],
        "transactions of runs": tx_work / p["db_tx_per_s"],
        "transactions of idle replicas": tx_idle / p["db_tx_per_s"],
        "looks through the storage": s3_look / p["s3_requests_per_s"],
        "requests of runs": s3_work / p["s3_requests_per_s"],
        "deletes of retention": s3_retention / p["s3_requests_per_s"],
    }
    return shares, {"runs_per_s": runs_per_s, "kept": kept, "objects": objects, "bytes": kept * p["bytes_per_run"], "rows": kept * p["rows_per_run"]}


def woken(p, replicas):
    """Transactions that the end of one job causes in all replicas that have a free slot."""
    return p["tx_per_wake"] * (1 - p["load"]) * replicas


def simulate(p, replicas, seed):
    """A quarter of an hour over one database and one bucket; what was seen."""
    dice, queue = random.Random(f"{seed}/{replicas}"), Queue()
    shares, figures = demand(p, replicas)
    weights = [1 / (rank + 1) for rank in range(p["teams"])]
    teams = list(range(p["teams"]))
    rate, waits, hot_done, made_again = figures["runs_per_s"], [], 0, 0
    # Idle work is there before a single run; what it takes is not there for runs.
    cut_at, cut_for = p["seconds"] // 2, 60
    deepest = 0
    for second in range(p["seconds"]):
        if second == 30:
            queue.put("batch", "hot", second, p["hot_batch"])
        number = poisson(dice, rate)
        for team in dice.choices(teams, weights, k=number):
            queue.put("interactive", team, second)
        alive = replicas * (0.9 if cut_at <= second < cut_at + cut_for else 1)
        if second == cut_at:
            # Slots of those that are cut off were full by the load; the queue gets their jobs back after a while.
            made_again = round(replicas * 0.1 * p["cores_per_replica"] * p["load"])
        if second == cut_at + p["lost_after_s"] and made_again:
            queue.put("interactive", "taken over", cut_at, made_again)
        cpu = alive * p["cores_per_replica"] / p["cpu_s_per_run"]
        db = max(0, p["db_tx_per_s"] - alive * p["tx_idle_per_s"]) / (p["tx_per_run"] + woken(p, alive))
        # A look goes on for as long as it must, one request after the other, so that it never takes more than half.
        look = min(0.5, shares["looks through the storage"])
        bucket = (1 - look) * p["s3_requests_per_s"] / p["s3_requests_per_run"]
        # Replicas that get no connection are not ready, and work on nothing.
        reached = min(1, p["db_connections"] / (replicas * p["connections_per_replica"]))
        able = int(min(cpu * reached, db, bucket))
        for _ in range(min(able, queue.depth)):
            taken = queue.take("interactive") or queue.take("batch")
            if taken[0] == "hot":
                hot_done += 1
            else:
                waits.append(second - taken[1])
        deepest = max(deepest, queue.depth)
    waits.sort()
    at = lambda share: waits[min(len(waits) - 1, int(share * len(waits)))] if waits else float("nan")
    return {"depth": queue.depth, "deepest": deepest, "p50": at(0.5), "p95": at(0.95), "hot": hot_done, "again": made_again, "done": len(waits) / p["seconds"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--figures", default=str(ROOT / "bench/figures.json"))
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--replicas", default="10,30,100,300,1000")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    measured = json.loads(pathlib.Path(args.figures).read_text())
    p = {**ASSUMED, **{name: measured[name] for name in NEEDED}}
    for pair in args.set:
        name, _, value = pair.partition("=")
        if name not in p:
            parser.error(f"there is no {name}")
        p[name] = type(ASSUMED.get(name, 0.0))(float(value))
    sizes = [int(size) for size in args.replicas.split(",")]
    print("measured: " + ", ".join(f"{name} {p[name]}" for name in NEEDED))
    print("assumed:  " + ", ".join(f"{name} {p[name]}" for name in ASSUMED))
    print("\nasked of each resource, as a share of what it bears (1.00 is its end)")
    rows = [demand(p, size) for size in sizes]
    print(f"{'replicas':32}" + "".join(f"{size:>10}" for size in sizes))
    print(f"{'runs a second':32}" + "".join(f"{figures['runs_per_s']:10.0f}" for _, figures in rows))
    print(f"{'TB in the bucket':32}" + "".join(f"{figures['bytes'] / 1e12:10.1f}" for _, figures in rows))
    print(f"{'million rows kept':32}" + "".join(f"{figures['rows'] / 1e6:10.0f}" for _, figures in rows))
    for name in rows[0][0]:
        print(f"{name:32}" + "".join(f"{shares[name]:10.2f}" for shares, _ in rows))
    ends = []
    for name in rows[0][0]:
        low, high = 1, 1_000_000
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if demand(p, middle)[0][name] >= 1 else (middle + 1, high)
        ends.append((low, name))
    print("\nthe first to end: " + "; ".join(f"{name} at {size} replicas" for size, name in sorted(ends)[:3]))
    cell = {**p, "sweep_every_s": p["cell_sweep_every_s"]}
    shares, _ = demand(cell, p["cell_replicas"])
    worst = max(shares, key=shares.get)
    print(f"a cell of {p['cell_replicas']} replicas: the most asked for is {worst}, {shares[worst]:.2f} of what it bears")
    for title, cells in (("over one database and one bucket", False), ("in cells; the one with the hot team is shown", True)):
        print(f"\nsimulated, {title}: waits of interactive runs in whole seconds")
        print(f"{'replicas':>8} {'cells':>6} {'asked/s':>8} {'done/s':>8} {'p50':>5} {'p95':>5} {'deepest':>8} {'left':>8} {'hot batch done':>15} {'made again':>11}")
        for size, (_, figures) in zip(sizes, rows):
            number = math.ceil(size / p["cell_replicas"]) if cells else 1
            seen = simulate(cell, p["cell_replicas"], args.seed) if cells else simulate(p, size, args.seed)
            print(
                f"{size:8} {number:6} {figures['runs_per_s']:8.0f} {seen['done'] * number:8.0f} {seen['p50']:5.0f} {seen['p95']:5.0f} "
                f"{seen['deepest']:8} {seen['depth']:8} {seen['hot']:15} {seen['again']:11}"
            )


if __name__ == "__main__":
    main()

"""The program beside a plain Python pipeline (bench/pipeline.py) on the same two DOCX files, in turns.

    python3 bench/beside.py [-n ROUNDS]          the program: DOSSIER_PROGRAM, else the newest release build

Each round starts one process of each, from start to exit, with children: wall time, CPU time, largest resident set of any process,
length of the ZIP. Medians with the smallest and largest. The pipeline runs in an environment of its own below target/, made at
the first time from bench/requirements.txt (versions with hashes).
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import venv

import service

ROOT = service.ROOT
CV, JOB = ROOT / "examples/en/cv.docx", ROOT / "examples/fr/profil.docx"


def python():
    """The interpreter with the pinned packages."""
    place = ROOT / "target/tools/pipeline"
    wanted = (ROOT / "bench/requirements.txt").read_text()
    stamp = place / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(place, with_pip=True, clear=True)
        pip = [place / "bin/pip", "install", "--quiet", "--require-hashes", "--no-deps", "-r", ROOT / "bench/requirements.txt"]
        subprocess.run(pip, check=True)
        stamp.write_text(wanted)
    return place / "bin/python"


def measure(command, out):
    """Wall and CPU seconds, and the largest resident set in bytes."""
    before, begun = os.times(), time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    # 4: done with open points, which is what a real CV gives.
    if os.waitstatus_to_exitcode(status) not in (0, 4) or not out.exists():
        sys.exit(f"{command[0]} failed: {said.decode(errors='replace')}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    size = out.stat().st_size
    out.unlink()
    return wall, cpu, usage.ru_maxrss * 1024, size


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("-n", type=int, default=11, help="rounds")
    args = parser.parse_args()
    interpreter, found = python(), {}
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "pack.zip"
        rivals = {
            "dossier run": [service.program(), "run", CV, "--job", JOB, "--formats", "docx", "--date", "2026-01-27", "--out", out],
            "python-docx pipeline": [interpreter, ROOT / "bench/pipeline.py", CV, JOB, out],
        }
        for _ in range(args.n + 1):
            for name, command in rivals.items():
                found.setdefault(name, []).append(measure(command, out))
    print(f"{CV.relative_to(ROOT)} + {JOB.relative_to(ROOT)}, {args.n} rounds in turns after one to warm up; median (smallest to largest)")
    for name, rounds in found.items():
        wall, cpu, memory, size = zip(*rounds[1:])
        print(
            f"{name:22} {1000 * statistics.median(wall):6.0f} ms ({1000 * min(wall):.0f} to {1000 * max(wall):.0f})   "
            f"CPU {1000 * statistics.median(cpu):6.0f} ms   peak {max(memory) / (1 << 20):4.0f} MiB   ZIP {statistics.median(size) / 1000:.0f} KB"
        )


if __name__ == "__main__":
    main()

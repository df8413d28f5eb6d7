"""Ranks many CVs on one profile with `dossier batch`; prints time, CVs a second and peak memory for two sizes.

usage: python bench/batch.py [COUNT]        after: cargo build --release --package dossier-cli
The CVs are those of corpus/part/files, each several times; the profile is the sample's. Memory must not grow with the count.
"""
import pathlib, resource, shutil, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
JOB = ROOT / "examples/de/stellenprofil.docx"


def binary():
    found = [path for path in (ROOT / "target").glob("*/release/dossier")] + [ROOT / "target/release/dossier"]
    return next(path for path in found if path.is_file())


def rank(count):
    sources = sorted(path for path in (ROOT / "corpus/part/files").iterdir() if path.is_file())
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            source = sources[number % len(sources)]
            shutil.copyfile(source, pathlib.Path(folder) / f"{number:05}-{source.name}")
        start = time.perf_counter()
        child = subprocess.Popen(
            [binary(), "batch", folder, "--job", JOB, "--json", "--date", "2026-06-01"], stdout=subprocess.DEVNULL
        )
        peak = 0
        while child.poll() is None:
            try:
                status = pathlib.Path(f"/proc/{child.pid}/status").read_text()
                peak = max(peak, int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]))
            except (OSError, StopIteration):
                pass
            time.sleep(0.02)
        return time.perf_counter() - start, peak, child.returncode


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for size in (count // 10, count):
        seconds, peak, code = rank(size)
        print(f"{size:6} CVs  {seconds:7.2f} s  {size / seconds:7.1f} a second  peak {peak / 1024:6.1f} MiB  exit {code}")
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"CPU of all processes: {children.ru_utime + children.ru_stime:.1f} s")


main()

"""Pages a second and peak memory of reading PDFs, beside poppler's pdftotext on the same files.

    python3 bench/pages.py target/*/release/dossier [DIR]

Each file is read by a process of its own, `dossier read --text` and `pdftotext -layout` in turn, five rounds; the median of
the rounds counts. Peak memory is the largest resident set of any process, children included. `dossier` loads its lexicon at
each start and reads in a child of its own; a batch or the service starts neither for each file.
"""

import glob
import os
import resource
import statistics
import subprocess
import sys
import time

ROUNDS = 5


def measure(commands: list[list[str]]) -> tuple[float, int]:
    """Seconds for all commands, and the largest resident set in KiB."""
    largest = 0
    start = time.perf_counter()
    for command in commands:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            sys.exit(f"{command[0]} failed on {command[-1]}")
        largest = max(largest, usage.ru_maxrss)
    return time.perf_counter() - start, largest


def main() -> None:
    program = sys.argv[1]
    folder = sys.argv[2] if len(sys.argv) > 2 else os.path.join(os.path.dirname(__file__), "../corpus/part/files")
    files = sorted(glob.glob(os.path.join(folder, "*.pdf")))
    pages = 0
    for file in files:
        told = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
        pages += int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pages:")))
    ours = [[program, "read", file, "--kind", "cv", "--text"] for file in files]
    theirs = [["pdftotext", "-layout", file, "-"] for file in files]
    rounds = [(measure(ours), measure(theirs)) for _ in range(ROUNDS)]
    print(f"{len(files)} files, {pages} pages, {ROUNDS} rounds in pairs")
    for name, at in (("dossier read", 0), ("pdftotext", 1)):
        seconds = [pair[at][0] for pair in rounds]
        memory = max(pair[at][1] for pair in rounds) / 1024
        median = statistics.median(seconds)
        print(
            f"{name:14} {pages / median:7.0f} pages/s   {1000 * median / len(files):6.1f} ms a file "
            f"({1000 * min(seconds) / len(files):.1f} to {1000 * max(seconds) / len(files):.1f})   {memory:5.0f} MiB"
        )


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()

#!/usr/bin/env python3
"""Times Ajastin beside its peers and prints medians, ratios and peak memory.

Whole processes are compared, alternating ours and the peer's, so that noise of the machine meets both. Peak memory is that of the
largest process (ru_maxrss).
"""
import argparse
import os
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time

FIELDS = """label: Customers
key: customer_id
fields:
  customer_id: {type: text}
  first_name: {type: text}
  last_name: {type: text}
  email: {type: email}
  phone: {type: phone}
  street: {type: text}
  postal_code: {type: text}
  city: {type: text}
  birth_date: {type: date}
  last_purchase: {type: date}
  total_spent: {type: decimal, scale: 2}
  marketing_consent: {type: boolean}
  orders: {type: integer}
"""
COLUMNS = "customer_id,first_name,last_name,email,city,postal_code,birth_date,last_purchase,total_spent,orders"


class Bench:
    def __init__(self, options):
        self.bin = pathlib.Path(options.bin)
        self.peers = pathlib.Path(options.peers).resolve()
        self.rows = options.rows
        self.runs = options.runs
        self.work = pathlib.Path(".build/bench").resolve()
        self.work.mkdir(parents=True, exist_ok=True)

    def time(self, command, before=None):
        """Seconds and peak memory in MiB of one run of `command`."""
        if before:
            before()
        start = time.monotonic()
        process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        error = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        if os.waitstatus_to_exitcode(status) not in (0, 3):
            sys.exit(f"bench: {command} failed:\n{error.decode()}")
        return seconds, usage.ru_maxrss / 1024

    def compare(self, title, contestants, goal):
        """Runs the contestants in turn, ours first, and prints a line for each."""
        times = {name: [] for name, _, _ in contestants}
        for _ in range(self.runs):
            for name, command, before in contestants:
                times[name].append(self.time(command, before))
        print(f"\n{title} (goal: {goal})")
        ours = statistics.median(seconds for seconds, _ in times[contestants[0][0]])
        for name, runs in times.items():
            seconds = statistics.median(s for s, _ in runs)
            print(f"  {name:<42} {seconds:8.3f} s  [{min(s for s, _ in runs):.3f}–{max(s for s, _ in runs):.3f}]"
                  f"  {max(m for _, m in runs):7.0f} MiB  {seconds / ours:6.2f} x ours")

    def data(self, name, *options):
        path = self.work / name
        if not path.exists():
            subprocess.run([sys.executable, self.peers / "generate.py", "--rows", str(self.rows), *options, "--out", path], check=True)
        return path

    def workspace(self, name):
        """A workspace with the customers' module, empty."""
        root = self.work / name
        shutil.rmtree(root, ignore_errors=True)
        subprocess.run([self.bin / "ajastin", "init", root], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for folder in ("modules", "sources", "segments"):
            (root / folder).mkdir(exist_ok=True)
        (root / "modules/customers.yaml").write_text(FIELDS)
        (root / "sources/customers.yaml").write_text("folder: customers\nmodule: customers\n")
        (root / "segments/all.yaml").write_text("label: All\nmodule: customers\n")
        self.ajastin(root, "apply")
        return root

    def ajastin(self, root, *arguments):
        subprocess.run([self.bin / "ajastin", "--workspace", root, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def ingest(self):
        for flavour in ("en", "fi"):
            source = self.data(f"{flavour}.csv", "--flavour", flavour)
            contestants = [(f"ajastin ingest, {flavour}", [self.bin / "ajastin", "--workspace", self.work / "in", "ingest", source, "--source", "customers"],
                            lambda: self.workspace("in"))]
            if flavour == "en":
                database = self.work / "peer.db"
                contestants.append(("sqlite3 .import, same key", ["sh", self.peers / "peers/sqlite_import.sh", self.peers / "peers/schema_rowid.sql", source, database],
                                    lambda: [p.unlink() for p in self.work.glob("peer.db*")]))
            self.compare(f"Ingest of {self.rows:,} x 12, {flavour}", contestants, "no slower than sqlite3 .import, under 200 MB")
        root = self.work / "in"
        source = self.work / "fi.csv"
        self.compare("The same content again (a duplicate)", [("ajastin ingest", [self.bin / "ajastin", "--workspace", root, "ingest", source, "--source", "customers"], None)], "-")

    def xlsx(self):
        source = self.data("en.csv", "--flavour", "en")
        cells = self.work / "cells.csv"
        if not cells.exists():
            subprocess.run([sys.executable, self.peers / "peers/cells.py", source, cells], check=True)
        peer = self.work / "xlsx_libxlsxwriter"
        if not peer.exists():
            subprocess.run(["cc", "-O2", self.peers / "peers/xlsx_libxlsxwriter.c", "-o", peer, "-lxlsxwriter"], check=True)
        root = self.workspace("out")
        self.ajastin(root, "ingest", source, "--source", "customers")
        with sqlite3.connect(root / "var/ajastin.sqlite") as database:  # the peer's tenth column, which the customers' file lacks
            database.execute("UPDATE customers SET orders = (_id - 1) * 7919 % 40")
        self.ajastin(root, "segment", "refresh", "all")
        ours, theirs = self.work / "ours.xlsx", self.work / "theirs.xlsx"
        export = [self.bin / "ajastin", "--workspace", root, "segment", "export", "all", "--columns", COLUMNS, "--output", ours]
        self.compare(
            f"A workbook of {self.rows:,} x 10",
            [("ajastin segment export, from the store", export, lambda: ours.unlink(missing_ok=True)),
             ("XLSX writer, from batches in memory*", [self.bin / "XLSXBenchmark", cells, self.work / "memory.xlsx"], None),
             ("libxlsxwriter, constant memory", [peer, "constant", cells, theirs], None)],
            "at least 8 times as fast as libxlsxwriter, under 200 MB")
        print(f"  sizes: ours {ours.stat().st_size / 1e6:.1f} MB, libxlsxwriter {theirs.stat().st_size / 1e6:.1f} MB")
        inside = subprocess.run([self.bin / "XLSXBenchmark", cells, self.work / "memory.xlsx"], check=True, capture_output=True, text=True)
        print("  * whole process; the write alone:", inside.stdout.strip())

    def latency(self, count=60):
        """From the close of a small file in the watched folder to its rows being visible in the database."""
        root = self.workspace("watch")
        server = subprocess.Popen([self.bin / "ajastin", "--workspace", root, "serve"], stderr=subprocess.DEVNULL)
        try:
            time.sleep(2)
            database = sqlite3.connect(f"file:{root}/var/ajastin.sqlite?mode=ro", uri=True)
            folder, waits = root / "drop/customers", []
            for number in range(count):
                header = "customer_id,last_name\n"
                with open(folder / f"{number}.csv", "w") as file:
                    file.write(header + "".join(f"{number}-{row},Name\n" for row in range(20)))
                closed = time.monotonic()
                while database.execute("SELECT count(*) FROM ajastin_drop").fetchone()[0] <= number:
                    if time.monotonic() - closed > 10:
                        sys.exit("bench: a dropped file was not taken in within 10 s")
                    time.sleep(0.0005)
                waits.append(time.monotonic() - closed)
        finally:
            server.terminate()
            server.wait()
        waits.sort()
        print(f"\nFrom closing a file of 20 rows to its commit, {count} files (goal: median under 50 ms)")
        print(f"  median {statistics.median(waits) * 1000:.1f} ms, 90th percentile {waits[int(count * 0.9)] * 1000:.1f} ms, worst {waits[-1] * 1000:.1f} ms")

    def scheduler(self):
        """Next instants beside dateutil and croniter, and the scheduler over many schedules."""
        print("\nSchedules (goals: 1,000,000 next instants/s, 1 ms a question; with 100,000 schedules a tick under 20 ms, 5,000 claims/s, lag under 1 s)")
        subprocess.run([self.bin / "SchedulerBenchmark"], check=True)
        reader = pathlib.Path(".build/test-venv/bin/python")
        subprocess.run([reader if reader.exists() else sys.executable, self.peers / "peers/recur_peers.py", "1"], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--peers", required=True)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", choices=["ingest", "xlsx", "latency", "scheduler"])
    bench = Bench(parser.parse_args())
    only = parser.parse_args().only
    for part in ("ingest", "xlsx", "latency", "scheduler"):
        if only in (None, part):
            getattr(bench, part)()


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Times Ajastin beside its peers and prints medians, ratios and peak memory.

Whole processes are compared, alternating ours and the peer's, so that noise of the machine meets both. Peak memory is that of the
largest process (ru_maxrss).
"""
import argparse
import contextlib
import csv
import datetime
import multiprocessing
import os
import pathlib
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
import zoneinfo

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
PURCHASES = """key: purchase_id
parent: {field: customer_id, module: customers}
fields:
  purchase_id: {type: text}
  customer_id: {type: text}
  date: {type: date}
  amount: {type: decimal, scale: 2}
  event_name: {type: text}
"""
COLUMNS = "customer_id,first_name,last_name,email,city,postal_code,birth_date,last_purchase,total_spent,orders"


def shuffle(source, target):
    """Writes the rows of a CSV file in another order."""
    with open(source, newline="") as file:
        header, *rows = csv.reader(file)
    random.Random(1).shuffle(rows)
    with open(target, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


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
        os.sync()  # what the last one has left to the disk is not to be paid for by the next
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

    def small(self):
        """Ten thousand customers: what a report or a mail merge is made of."""
        path = self.work / "en10k.csv"
        if not path.exists():
            subprocess.run([sys.executable, self.peers / "generate.py", "--rows", "10000", "--flavour", "en", "--out", path], check=True)
        return path

    def workspace(self, name, mode="upsert"):
        """A workspace with the customers' module, empty."""
        root = self.work / name
        shutil.rmtree(root, ignore_errors=True)
        subprocess.run([self.bin / "ajastin", "init", root], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for folder in ("modules", "sources", "segments", "formulas", "schedules"):
            (root / folder).mkdir(exist_ok=True)
        (root / "modules/customers.yaml").write_text(FIELDS)
        (root / "sources/customers.yaml").write_text(f"folder: customers\nmodule: customers\nmode: {mode}\n")
        (root / "segments/all.yaml").write_text("label: All\nmodule: customers\n")
        self.ajastin(root, "apply")
        return root

    def ajastin(self, root, *arguments):
        subprocess.run([self.bin / "ajastin", "--workspace", root, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def waiting(self, root, source):
        """Puts a copy of `source` into the watched folder, on the disk already, and gives its path."""
        target = root / "drop/customers" / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target.with_name(".copy.tmp"))
        target.with_name(".copy.tmp").rename(target)
        os.sync()
        return target

    def ingest(self):
        """Files of the watched folder, as data teams drop them."""
        root = self.work / "in"
        english, finnish = self.data("en.csv", "--flavour", "en"), self.data("fi.csv", "--flavour", "fi")
        shuffled = self.data("shuffled.csv", "--flavour", "en", "--order", "shuffled")
        changed = self.changed(english)
        database = self.work / "peer.db"

        def ours(name, source, before):
            command = [self.bin / "ajastin", "--workspace", root, "ingest", root / "drop/customers" / source.name, "--source", "customers"]
            return (name, command, lambda: (before(), self.waiting(root, source)))

        def peer(name, source):
            command = ["sh", self.peers / "peers/sqlite_import.sh", self.peers / "peers/schema_rowid.sql", source, database]
            return (name, command, lambda: [path.unlink() for path in self.work.glob("peer.db*")])

        first = lambda: self.workspace("in")
        self.compare(f"First load of {self.rows:,} x 12", [
            ours("ajastin ingest, en", english, first), peer("sqlite3 .import, en, same key", english),
            ours("ajastin ingest, fi", finnish, first),
            ours("ajastin ingest, en, keys shuffled", shuffled, first), peer("sqlite3 .import, en, keys shuffled", shuffled),
        ], "1.5 times as fast as .import; shuffled at most 1.3 times ours; under 150 MB")

        def loaded(mode):
            self.workspace("in", mode)
            self.ajastin(root, "ingest", self.waiting(root, english), "--source", "customers")
        self.compare("The same file again", [
            ours("1% changed, upsert", changed, lambda: loaded("upsert")), ours("1% changed, replace", changed, lambda: loaded("replace")),
            ours("1% changed, rows in another order", self.reordered(changed), lambda: loaded("upsert")),
            ours("nothing changed (a duplicate)", english, lambda: loaded("upsert")),
        ], "a fifth of the first load")
        for flavour, source in (("en", english), ("fi", finnish)):
            inside = subprocess.run([self.bin / "IngestBenchmark", source, str(self.runs)], check=True, capture_output=True, text=True)
            print(f"  the reading thread alone, {flavour} (goal: 400 MB/s with validation):", inside.stdout.strip().replace("\n", "; "))
        self.many()

    def changed(self, source):
        """The file with one value of each hundredth row changed."""
        target = self.work / "changed.csv"
        if not target.exists():
            with open(source, newline="") as before, open(target, "w", newline="") as after:
                for number, line in enumerate(before):
                    if number % 100 == 50:
                        line = line.replace("true\n", "FALSE\n").replace("false\n", "TRUE\n")
                    after.write(line)
        return target

    def reordered(self, source):
        """The rows of a file in another order."""
        target = self.work / "reordered.csv"
        if not target.exists():
            # By a process of its own: ours would keep the memory, and what it starts is measured from there.
            process = multiprocessing.Process(target=shuffle, args=(source, target))
            process.start()
            process.join()
        return target

    def many(self, count=10_000):
        """Small files that lie in the folder at once."""
        root = self.workspace("in")
        folder = root / "drop/customers"
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            rows = "".join(f"{number}-{row},Name,{row}.50\n" for row in range(20))
            (folder / f"{number:05}.csv").write_text("customer_id,last_name,total_spent\n" + rows)
        os.sync()
        seconds, memory = self.time([self.bin / "ajastin", "--workspace", root, "once"])
        with sqlite3.connect(root / "var/ajastin.sqlite") as database:
            rows, drops = database.execute("SELECT count(*), count(DISTINCT _drop) FROM customers").fetchone()
        left = len(list(folder.iterdir()))
        print(f"\n{count:,} files of 20 rows at once (goal: 1,000 files/s, none missed, none twice)")
        print(f"  {seconds:.2f} s, {count / seconds:,.0f} files/s, {memory:.0f} MiB; {rows:,} records of {drops:,} drops, {left} files left")

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

    def lists(self):
        """Lists from the store: CSV, both formats in one pass, sorted ones, small ones, and the whole way from a dropped file to a bundle."""
        source = self.data("en.csv", "--flavour", "en")
        root = self.workspace("lists")
        self.ajastin(root, "ingest", source, "--source", "customers")
        self.ajastin(root, "segment", "refresh", "all")
        database = root / "var/ajastin.sqlite"
        export = [self.bin / "ajastin", "--workspace", root, "segment", "export", "all", "--columns", COLUMNS, "--output"]
        select = f"SELECT {COLUMNS} FROM customers"
        self.compare(f"CSV of {self.rows:,} x 10 from the store", [
            ("ajastin segment export, CSV", [*export, self.work / "ours.csv"], None),
            ("sqlite3 .mode csv, the same query", ["sqlite3", "-csv", database, f".once {self.work / 'theirs.csv'}", select], None),
        ], "3 times as fast")
        sort = ["--sort-by", "last_name,first_name"]
        peer = self.work / "xlsx_libxlsxwriter"
        if not peer.exists():
            subprocess.run(["cc", "-O2", self.peers / "peers/xlsx_libxlsxwriter.c", "-o", peer, "-lxlsxwriter"], check=True)
        # The peer reads a CSV: SQLite sorts and writes it, which is the cheapest way to feed it from the same query.
        fed = f"sqlite3 -csv {database} '.once {self.work / 'sorted.csv'}' '{select} ORDER BY last_name, first_name' && " \
            f"{peer} constant {self.work / 'sorted.csv'} {self.work / 'theirs.xlsx'}"
        self.compare(f"A workbook of {self.rows:,} x 10, sorted by two texts", [
            ("ajastin, in Finnish order", [*export, self.work / "ours.xlsx", *sort], None),
            ("sqlite3 and libxlsxwriter, in the order of bytes", ["sh", "-c", fed], None),
        ], "8 times as fast")
        self.both(root)
        self.end_to_end()

    def both(self, root):
        """Two formats of one list, and each by itself, as a schedule delivers them."""
        def schedule(name, formats):
            (root / f"schedules/{name}.yaml").write_text(
                f"tasks: [{{deliver-list: {{segment: all, columns: [{COLUMNS}], format: [{formats}], password: false, to: a@x.example}}}}]\n")
        settings = root / "ajastin.yaml"
        settings.write_text("name: B\nlanguage: fi\nsecurity: {require-password: false}\n")
        for name, formats in (("csv", "csv"), ("book", "xlsx"), ("both", "csv, xlsx")):
            schedule(name, formats)
        self.ajastin(root, "apply")
        run = [self.bin / "ajastin", "--workspace", root, "schedule", "run"]

        def empty():
            for folder in ("artifacts", "spool/new"):
                shutil.rmtree(root / "var" / folder, ignore_errors=True)
                (root / "var" / folder).mkdir()
        self.compare("The same list delivered as", [(name, [*run, name], empty) for name in ("both", "book", "csv")],
                     "of rendering, below: both at most 1.2 times the dearer")
        rows = self.query(root / "var/ajastin.sqlite",
                          "SELECT schedule, max(milliseconds) FROM ajastin_artifact AS file JOIN ajastin_run AS run ON run.id = file.run GROUP BY run.id")
        seconds = {name: statistics.median(ms for own, ms in rows if own == name) / 1000 for name in ("both", "book", "csv")}
        print("  rendering alone, by the receipts:", ", ".join(f"{name} {value:.3f} s" for name, value in seconds.items()),
              f"; both {seconds['both'] / max(seconds['book'], seconds['csv']):.2f} times the dearer")

    def end_to_end(self):
        """From a dropped file to an encrypted bundle of a sixth of its customers, sorted."""
        finnish = self.data("fi.csv", "--flavour", "fi")
        changed = self.changed_finnish(finnish)
        python = pathlib.Path(".build/test-venv/bin/python")

        def fresh():
            root = self.workspace("e2e")
            (root / "ajastin.yaml").write_text("name: B\nlanguage: fi\nsecurity: {require-password: true}\n")
            (root / "segments/big.yaml").write_text(
                'module: customers\nwhere: city in ("Helsinki", "Espoo", "Tampere", "Vantaa", "Turku") and last_purchase > 2025-06-30\n')
            (root / "sources/customers.yaml").write_text("folder: customers\nmodule: customers\non-done: [report]\n")
            (root / "schedules/report.yaml").write_text(
                f"tasks: [{{deliver-list: {{segment: big, columns: [{COLUMNS.replace(',orders', ',phone')}], "
                "sort-by: [last_name, first_name, customer_id], format: xlsx, to: a@x.example}}]\n")
            self.ajastin(root, "apply")
            subprocess.run([self.bin / "ajastin", "--workspace", root, "password", "set", "report"], input=b"salasana-123\n", check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.waiting(root, finnish)
            return root

        def yesterday():
            root = fresh()
            self.ajastin(root, "once")
            self.waiting(root, changed)

        root = self.work / "e2e"
        once = [self.bin / "ajastin", "--workspace", root, "once"]
        contestants = [("ajastin once, into an empty store", once, fresh), ("ajastin once, 1% changed since yesterday", once, yesterday)]
        scripts = [("DuckDB file + rustpy + 7z", "persist"), ("sqlite3 shell + rustpy + 7z", "sqlite"),
                   ("polars + jetxl + 7z (keeps nothing)", "polars-jetxl"), ("polars + rustpy + 7z (keeps nothing)", "polars")]
        contestants += [(title, [python, self.peers / "peers/e2e_best.py", mode, finnish, self.work / "peer.zip"], None) for title, mode in scripts]
        contestants.append(("pandas + XlsxWriter + pyzipper", [python, self.peers / "peers/e2e_pandas.py", finnish, self.work / "peer.zip"], None))
        self.compare("From a dropped file to an encrypted bundle", contestants,
                     "faster than all that keep the data, 8 times as fast as pandas; with 1% changed faster than all")

    def changed_finnish(self, source):
        """The file with one value of each hundredth row changed."""
        target = self.work / "changed-fi.csv"
        if not target.exists():
            with open(source, "rb") as before, open(target, "wb") as after:
                for number, line in enumerate(before):
                    if number % 100 == 50:
                        line = line.replace(b";ei\r\n", b";KYLLA\r\n").replace(b";kyll\xe4\r\n", b";ei\r\n").replace(b";KYLLA", b";kyll\xe4")
                    after.write(line)
        return target

    def pdf(self):
        """A report of 10,000 rows in 8 columns; the peers embed the font, but tell nothing to screen readers."""
        cells = self.work / "cells10k.csv"
        if not cells.exists():
            subprocess.run([sys.executable, self.peers / "peers/cells.py", self.small(), cells], check=True)
        ours = self.work / "ours.pdf"
        contestants = [("PDF writer, tagged, from batches*", [self.bin / "PDFBenchmark", cells, ours, "1"], None)]
        for name, title, mode, libraries in (
            ("pdf_libharu", "libharu", [], ["-lhpdf"]),
            ("pdf_cairo", "Cairo, cached glyphs", ["glyphs"], self.flags("pangocairo", "cairo", "freetype2"))):
            program = self.work / name
            if not program.exists():
                subprocess.run(["cc", "-O2", self.peers / f"peers/{name}.c", "-o", program, *libraries], check=True)
            contestants.append((title, [program, *mode, cells, self.work / f"{name}.pdf"], None))
        self.compare("A PDF of 10,000 x 8", contestants, "under 0.2 s, under 100 MB at 100,000 rows")
        for repeats in (1, 10):
            inside = subprocess.run(
                [self.bin / "PDFBenchmark", cells, ours, "3", str(repeats)], check=True, capture_output=True, text=True)
            print(f"  * whole process; the write alone, {repeats * 10_000:,} rows:", inside.stdout.strip().replace("\n", "; "))

    @staticmethod
    def flags(*libraries):
        """What the compiler needs for these libraries."""
        return subprocess.run(["pkg-config", "--cflags", "--libs", *libraries], check=True, capture_output=True, text=True).stdout.split()
    def docx(self, letters=10_000, files=1_000):
        """A mail merge into one document, and into a document each."""
        source, folder = self.small(), self.work / "docx"
        python = pathlib.Path(".build/test-venv/bin/python")
        script = self.peers / "peers/docx_peers.py"
        subprocess.run([python, script, "templates", folder], check=True)
        template, ours, theirs = folder / "merge.docx", folder / "ours", folder / "theirs"

        for path in (ours, theirs):
            shutil.rmtree(path, ignore_errors=True)
        theirs.mkdir()
        own = [self.bin / "DOCXBenchmark", template, source]
        for title, count, ending, kind, goal in (
            (f"{letters:,} letters in one document", letters, "one", "mailmerge", "20 times as fast as docx-mailmerge2, under 100 MB"),
            (f"{files:,} letters in a document each", files, "files", "mailmerge-files", "0.25 s"),
        ):
            self.compare(title, [
                ("DOCX, the reading of the CSV included*", [*own, count, ours, ending, 1], None),
                ("docx-mailmerge2", [python, script, kind, folder, source, count, theirs / ending], None)], goal)
            inside = subprocess.run([str(part) for part in [*own, count, ours, ending]], check=True, capture_output=True, text=True)
            print("  * whole process; each merge alone, the template's reading included:", "; ".join(inside.stdout.strip().splitlines()))

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

    def customers_with_purchases(self):
        """A workspace with customers and three times as many purchases, taken in."""
        root = self.workspace("admin")
        (root / "modules/purchases.yaml").write_text(PURCHASES)
        (root / "sources/purchases.yaml").write_text("folder: purchases\nmodule: purchases\n")
        (root / "modules/customers.yaml").write_text(FIELDS + "  note: {type: text}\n  called_on: {type: date}\n  balance: {type: decimal}\n")
        (root / "segments/big.yaml").write_text(
            "module: customers\n"
            "where: marketing_consent and last_purchase in last_days(365) and sum(purchases.amount where date in last_year) >= 100\n")
        (root / "segments/fifth.yaml").write_text("module: customers\nwhere: city in (\"Helsinki\", \"Tampere\", \"Turku\")\n")
        (root / "formulas/balance.yaml").write_text(
            "module: customers\nfield: balance\nexpression: sum(purchases.amount) - total_spent\n")
        (root / "formulas/share.yaml").write_text(
            "module: customers\nfield: balance\nexpression: round(total_spent * 0.1, 2)\n")
        (root / "schedules/edit.yaml").write_text(
            "tasks:\n  - bulk-edit: {segment: fifth, set: {note: Soitettu, called_on: {action-date: true}}}\n")
        (root / "schedules/formula.yaml").write_text("tasks:\n  - run-formulas: {segment: fifth, formulas: [share]}\n")
        (root / "schedules/aggregate.yaml").write_text("tasks:\n  - run-formulas: {segment: fifth, formulas: [balance]}\n")
        self.ajastin(root, "apply")
        self.ajastin(root, "ingest", self.data("en.csv", "--flavour", "en"), "--source", "customers")
        self.ajastin(root, "ingest", self.data("purchases.csv", "--what", "purchases"), "--source", "purchases")
        return root

    def admin(self):
        """Segments, formulas and bulk edits over customers and their purchases."""
        root = self.customers_with_purchases()
        copy = self.work / "peer-admin.db"
        self.query(root / "var/ajastin.sqlite", "PRAGMA wal_checkpoint(TRUNCATE)")
        today = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Helsinki")).date().isoformat()
        for stale in self.work.glob("peer-admin.db*"):
            stale.unlink()
        shutil.copy(root / "var/ajastin.sqlite", copy)
        self.query(copy, "CREATE TABLE chosen (record INTEGER PRIMARY KEY)")
        year = int(today[:4]) - 1
        plain = f"marketing_consent = 1 AND last_purchase BETWEEN date('{today}', '-364 days') AND '{today}'"
        dates = f"date BETWEEN '{year}-01-01' AND '{year}-12-31'"
        statements = {
            "a subquery for each customer": f"SELECT _id FROM customers AS c WHERE {plain} AND (SELECT sum(amount) FROM purchases AS p "
                                            f"WHERE p.customer_id = c.customer_id AND {dates}) >= 10000",
            "purchases grouped first": f"SELECT c._id FROM (SELECT customer_id, sum(amount) AS total FROM purchases WHERE {dates} "
                                       f"GROUP BY customer_id HAVING total >= 10000) AS p JOIN customers AS c "
                                       f"ON c.customer_id = p.customer_id WHERE {plain}",
        }

        def peer(name, select):
            script = f"PRAGMA cache_size = -65536; BEGIN; DELETE FROM chosen; INSERT INTO chosen {select}; COMMIT;"
            return (f"sqlite3, {name}", ["sqlite3", copy, script], None)
        refresh = [self.bin / "ajastin", "--workspace", root, "segment", "refresh", "big"]
        self.compare(
            f"Refresh of a segment over {self.rows:,} customers and {3 * self.rows:,} purchases",
            [("ajastin segment refresh", refresh, None)] + [peer(*item) for item in statements.items()],
            "under 1.3 times the best SQL by hand, under 200 MB")
        ours = self.query(root / "var/ajastin.sqlite", "SELECT record FROM ajastin_segment_member WHERE segment = 'big' ORDER BY record")
        theirs = self.query(copy, "SELECT record FROM chosen ORDER BY record")
        print(f"  {len(ours):,} members, " + ("the same in both" if ours == theirs else f"{len(theirs):,} by hand: NOT THE SAME"))
        for name, title in (("edit", "Bulk edit of two fields"), ("formula", "Formula over the record"), ("aggregate", "Formula over purchases")):
            self.edits(root, name, title)

    def query(self, path, sql):
        """The rows of a query, over a connection that is closed again: one left open would lose its locks when the file is copied."""
        with contextlib.closing(sqlite3.connect(path)) as database:
            rows = database.execute(sql).fetchall()
            database.commit()
            return rows

    def edits(self, root, schedule, title):
        """Edits of a fifth of the customers, and taking them back, with the journal.

        By the ledger's clock, from the start of the task until the run is noted as ended, which is after the commit.
        """
        done, undone, memory = [], [], 0
        for _ in range(self.runs):
            _, peak = self.time([self.bin / "ajastin", "--workspace", root, "schedule", "run", schedule])
            run, affected, seconds = self.query(
                root / "var/ajastin.sqlite",
                "SELECT run, affected, (julianday(ajastin_run.finished_at) - julianday(task.started_at)) * 86400 FROM ajastin_task AS task "
                "JOIN ajastin_run ON ajastin_run.id = run WHERE kind <> 'refresh-segment' ORDER BY run DESC LIMIT 1")[0]
            done.append(affected / seconds)
            seconds, undoing = self.time([self.bin / "ajastin", "--workspace", root, "runs", "undo", str(run)])
            undone.append(affected / seconds)
            memory = max(memory, peak, undoing)
        print(f"\n{title}, {affected:,} of {self.rows:,} records, journal included (goal: 200,000 records/s, undo as fast, under 200 MB)")
        print(f"  {statistics.median(done):,.0f} records/s [{min(done):,.0f}–{max(done):,.0f}]; "
              f"undo, the whole command, {statistics.median(undone):,.0f} records/s; {memory:.0f} MiB")

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
    parser.add_argument("--only", choices=["ingest", "xlsx", "lists", "pdf", "docx", "admin", "latency", "scheduler"])
    bench = Bench(parser.parse_args())
    only = parser.parse_args().only
    for part in ("ingest", "xlsx", "lists", "pdf", "docx", "admin", "latency", "scheduler"):
        if only in (None, part):
            getattr(bench, part)()


if __name__ == "__main__":
    main()

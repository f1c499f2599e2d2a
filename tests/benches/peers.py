#!/usr/bin/env python3
"""The same job done with DuckDB and polars, beside `thidua tally`, on a folder that the benchmark has written.

    peers.py TOOL FOLDER [ROUNDS]

Each does what its users would write: reads the needed columns of the results, refuses codes of units, criteria and periods
that are not declared, takes the last stage's points or the share of the target rounded half up, adds up by unit and ranks
within the block. With `-checked` it also refuses a result or a registration that stands twice, points over the maximum,
figures over the total and days no calendar has; excerpts, digests and every other check are `thidua`'s alone. Two threads
each; the runs take turns, wall and cpu are medians, and every total and place has to be the one `thidua` gives.
"""

import csv
import io
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

THREADS = 2


def declared(folder):
    """Criteria and whether each is given points, and the periods that rows may name."""
    text = (folder / "phong-trao.yaml").read_text(encoding="utf-8")
    criteria = re.findall(r"\{ma: (C[\d.]+), .*?cach_cham: (cho_diem|\{ty_le)", text)
    periods = re.findall(r"\{ma: (Q\d), tu:", text)
    return [code for code, _ in criteria], [code for code, way in criteria if way == "cho_diem"], periods


def refuse(what, count):
    if count:
        sys.exit(f"{count} {what}")


def duckdb_job(folder, is_checked):
    import duckdb

    criteria, given, periods = declared(folder)
    connection = duckdb.connect(config={"threads": THREADS, "preserve_insertion_order": False})
    connection.execute("CREATE TABLE criteria AS SELECT unnest($1) AS ma", [criteria])
    connection.execute("ALTER TABLE criteria ADD COLUMN is_given BOOLEAN")
    connection.execute("UPDATE criteria SET is_given = list_contains($1, ma)", [given])
    columns = {
        "don_vi": "VARCHAR", "tieu_chi": "VARCHAR", "ky": "VARCHAR", "chi_tieu": "BIGINT", "tong_so": "BIGINT", "thuc_hien": "BIGINT",
        "uoc_thuc_hien": "BIGINT", "diem_tu_cham": "DECIMAL(9,2)", "diem_tham_dinh": "DECIMAL(9,2)", "khong_phat_sinh": "VARCHAR",
        "ngay_nhan": "VARCHAR", "minh_chung": "VARCHAR", "ghi_chu": "VARCHAR",
    }
    sheet = f"read_csv($results, header = true, delim = ',', quote = '\"', escape = '\"', columns = {columns})"
    results = {"results": str(folder / "ket-qua/*.csv")}
    if is_checked:
        day = "coalesce(try_strptime(ngay_nhan, '%Y-%m-%d'), try_strptime(ngay_nhan, '%d/%m/%Y'))"
        connection.execute(f"CREATE TEMP TABLE sheet AS SELECT * EXCLUDE (minh_chung, ghi_chu, ngay_nhan), {day} AS day FROM {sheet}", results)
        sheet, results = "sheet", {}
        wrong = "diem_tu_cham > 10 OR diem_tham_dinh > 10 OR thuc_hien > tong_so OR day IS NULL"
        refuse("wrong cells", connection.execute(f"SELECT count(*) FROM sheet WHERE {wrong}").fetchone()[0])
        twice = "SELECT count(*) FROM (SELECT 1 FROM {} GROUP BY {} HAVING count(*) > 1)"
        refuse("results twice", connection.execute(twice.format("sheet", "don_vi, tieu_chi, ky")).fetchone()[0])
        people = f"read_csv('{folder}/dang-ky/*.csv', header = true, all_varchar = true)"
        refuse("registrations twice", connection.execute(twice.format(people, "don_vi, ma, danh_hieu")).fetchone()[0])
    query = f"""
        WITH rows AS (
            SELECT don_vi, ky, khong_phat_sinh IS NULL AS counts, criteria.ma AS known, is_given,
                   thuc_hien AS done, coalesce(chi_tieu, tong_so) AS base, CAST(diem_tham_dinh * 100 AS BIGINT) AS points
            FROM {sheet} LEFT JOIN criteria ON criteria.ma = tieu_chi
        ), sums AS (
            SELECT don_vi,
                   sum(CASE WHEN is_given THEN points WHEN counts THEN least(1000, (2000 * done + base) // (2 * base)) END)::BIGINT AS total,
                   count(*) FILTER (counts) * 10 AS maximum,
                   count(*) FILTER (known IS NULL OR ky NOT IN (SELECT unnest($periods))) AS unknown
            FROM rows GROUP BY don_vi
        ), shares AS (
            SELECT units.ma, khoi, don_vi, total, maximum, (200 * total + maximum) // (2 * maximum) AS share, unknown
            FROM sums LEFT JOIN read_csv($units, header = true, all_varchar = true) AS units ON units.ma = don_vi
        )
        SELECT don_vi, khoi, rank() OVER (PARTITION BY khoi ORDER BY share DESC) AS place, total, maximum, share,
               unknown + (ma IS NULL)::BIGINT AS unknown
        FROM shares
    """
    return connection.execute(query, results | {"units": str(folder / "don-vi.csv"), "periods": periods}).fetchall()


def polars_job(folder, is_checked):
    os.environ["POLARS_MAX_THREADS"] = str(THREADS)
    import polars as pl

    criteria, given, periods = declared(folder)
    whole, text = pl.Int64, pl.String
    types = {
        "don_vi": text, "tieu_chi": text, "ky": text, "chi_tieu": whole, "tong_so": whole, "thuc_hien": whole, "uoc_thuc_hien": whole,
        "diem_tu_cham": pl.Float64, "diem_tham_dinh": pl.Float64, "khong_phat_sinh": text, "ngay_nhan": text, "minh_chung": text, "ghi_chu": text,
    }
    base = pl.coalesce("chi_tieu", "tong_so")
    share = pl.min_horizontal(pl.lit(1000), (2000 * pl.col("thuc_hien") + base) // (2 * base))
    known = pl.LazyFrame({"tieu_chi": criteria, "is_given": [code in given for code in criteria]})
    units = pl.scan_csv(folder / "don-vi.csv", infer_schema=False).select("khoi", don_vi="ma", known="ma")
    counts = pl.col("khong_phat_sinh").is_null()
    points = pl.when("is_given").then((pl.col("diem_tham_dinh") * 100).round().cast(whole)).when(counts).then(share)
    sheet = pl.scan_csv(folder / "ket-qua/*.csv", schema=types)
    if is_checked:
        days = [pl.col("ngay_nhan").str.to_date(form, strict=False) for form in ("%Y-%m-%d", "%d/%m/%Y")]
        sheet = sheet.drop("minh_chung", "ghi_chu").with_columns(day=pl.coalesce(*days)).drop("ngay_nhan").collect(engine="streaming").lazy()
        wrong = pl.any_horizontal(
            pl.col("diem_tu_cham") > 10, pl.col("diem_tham_dinh") > 10, pl.col("thuc_hien") > pl.col("tong_so"), pl.col("day").is_null()
        )
        refuse("wrong cells", sheet.filter(wrong).select(pl.len()).collect().item())
        people = pl.scan_csv(folder / "dang-ky/*.csv", infer_schema=False)
        for rows, key in [(sheet, ["don_vi", "tieu_chi", "ky"]), (people, ["don_vi", "ma", "danh_hieu"])]:
            twice = rows.group_by(key).len().filter(pl.col("len") > 1).select(pl.len())
            refuse("rows twice", twice.collect(engine="streaming").item())
    sums = (
        sheet
        .join(known, on="tieu_chi", how="left")
        .group_by("don_vi")
        .agg(
            total=points.sum(),
            maximum=counts.sum().cast(whole) * 10,
            unknown=(pl.col("is_given").is_null() | ~pl.col("ky").is_in(periods)).sum().cast(whole),
        )
        .join(units, on="don_vi", how="left")
        .with_columns(share=(200 * pl.col("total") + pl.col("maximum")) // (2 * pl.col("maximum")))
        .with_columns(place=pl.col("share").rank("min", descending=True).over("khoi"), unknown=pl.col("unknown") + pl.col("known").is_null().cast(whole))
        .select("don_vi", "khoi", "place", "total", "maximum", "share", "unknown")
    )
    return sums.collect(engine="streaming").rows()


JOBS = {
    "duckdb": (duckdb_job, False),
    "duckdb-checked": (duckdb_job, True),
    "polars": (polars_job, False),
    "polars-checked": (polars_job, True),
}


def alone(job, folder):
    """One job in a process of its own; the standings as CSV."""
    work, is_checked = JOBS[job]
    rows = work(folder, is_checked)
    refuse("unknown codes", sum(row[6] for row in rows))
    csv.writer(sys.stdout).writerows(row[:6] for row in rows)


def measured(command):
    """Wall and cpu seconds and peak MiB of a process, and what it printed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command} ended with {process.returncode}")
    return (wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), out.decode()


def hundredths(text):
    whole, _, rest = text.partition(".")
    return int(whole + rest.ljust(2, "0"))


def main():
    tool, folder = sys.argv[1], Path(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    commands = {"thidua": [tool, "tally", str(folder)]}
    commands |= {job: [sys.executable, __file__, f"--{job}", str(folder)] for job in JOBS}
    ranking = subprocess.run([tool, "tally", str(folder), "--format", "csv"], check=True, capture_output=True, text=True).stdout
    expected = {
        row["don_vi"]: (row["khoi"], int(row["thu"]), hundredths(row["tong_diem"]), int(row["toi_da"]), hundredths(row["ty_le"]))
        for row in csv.DictReader(io.StringIO(ranking))
    }
    costs = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            cost, out = measured(command)
            costs[name].append(cost)
            if name in JOBS:
                found = {row[0]: (row[1], *map(int, row[2:])) for row in csv.reader(io.StringIO(out))}
                different = [unit for unit in expected if found.get(unit) != expected[unit]]
                if different or len(found) != len(expected):
                    sys.exit(f"{name}: {len(different)} of {len(expected)} units differ: {[(unit, expected[unit], found.get(unit)) for unit in different[:3]]}")
    print(f"{folder.name}, {len(expected)} units, {rounds} rounds; medians; every total and place is the same\n")
    print("| | wall s | × thidua | cpu s | × thidua | peak MiB | goals |\n|---|--:|--:|--:|--:|--:|---|")
    base = [statistics.median(cost[of] for cost in costs["thidua"]) for of in range(3)]
    for name in commands:
        wall, cpu, peak = (statistics.median(cost[of] for cost in costs[name]) for of in range(3))
        told = [
            f"{ratio:.1f} ≥ {least} × {what}" if ratio >= least else f"**missed: {ratio:.1f} < {least}** × {what}"
            for what, ratio, least in [("wall", wall / base[0], 4), ("cpu", cpu / base[1], 6)]
        ]
        goals = "; ".join(told) if name in JOBS else ""
        print(f"| {name} | {wall:.2f} | {wall / base[0]:.1f} | {cpu:.2f} | {cpu / base[1]:.1f} | {peak:.0f} | {goals} |")


if __name__ == "__main__":
    if sys.argv[1] in [f"--{job}" for job in JOBS]:
        alone(sys.argv[1][2:], Path(sys.argv[2]))
    else:
        main()

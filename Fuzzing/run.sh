#!/bin/sh
# run.sh SECONDS [READER...]: builds the readers with libFuzzer and AddressSanitizer and feeds each of them for that long. What makes
# one fail is left in .build/fuzz/found and fails the run.
set -eu
cd "$(dirname "$0")/.."
seconds=$1
shift
[ $# -gt 0 ] || set -- csv ndjson gzip xlsx sheet docx letter
build=.build/fuzz

mkdir -p "$build"
AJASTIN_FUZZ=1 swift build -c release --scratch-path "$build" --product Fuzz -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld -Xcc -fsanitize=address \
    >"$build/build.log" 2>&1 || {
    tail -40 "$build/build.log"
    exit 1
}
"${AJASTIN_TEST_PYTHON:-.build/test-venv/bin/python}" Fuzzing/seeds.py "$build/seeds"
for reader in "$@"; do
    mkdir -p "$build/corpus/$reader" "$build/found"
    dictionary=Fuzzing/$reader.dict
    [ -f "$dictionary" ] || dictionary=Fuzzing/empty.dict
    echo "$reader: $seconds s"
    # The backtracer of Swift would keep what crashed alive.
    SWIFT_BACKTRACE=enable=no AJASTIN_FUZZ_READER=$reader ASAN_OPTIONS=detect_leaks=1 "$build/release/Fuzz" -max_total_time="$seconds" -timeout=20 \
        -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 -dict="$dictionary" -artifact_prefix="$build/found/$reader-" \
        "$build/corpus/$reader" "$build/seeds/$reader" 2>"$build/$reader.log" || {
        tail -40 "$build/$reader.log"
        exit 1
    }
    grep -E 'DONE|stat::number_of_executed_units' "$build/$reader.log"
done

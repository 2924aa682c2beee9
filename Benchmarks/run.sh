#!/bin/sh
# Measures Ajastin beside its peers on the same data in the same run: run.sh [ROWS]   (1,000,000 if left out)
#
# PEERS names the folder with generate.py and peers/ (../shared/bench beside this checkout if unset).
set -eu
cd "$(dirname "$0")/.."
peers=${PEERS:-../shared/bench}
if [ ! -f "$peers/generate.py" ]; then
    echo "bench: no peers at $peers; set PEERS to the folder that holds generate.py and peers/" >&2
    exit 1
fi
AJASTIN_BENCHMARKS=1 swift build -c release --static-swift-stdlib
exec python3 Benchmarks/measure.py --bin "$(AJASTIN_BENCHMARKS=1 swift build -c release --show-bin-path)" --peers "$peers" --rows "${1:-1000000}"

#!/bin/sh
# Makes the documentation of the libraries that other programs can use, as web pages below .build/docs.
set -eu

cd "$(dirname "$0")/.."
graphs=.build/symbol-graphs
rm -rf "$graphs" .build/docs
mkdir -p "$graphs" .build/docs
for library in CSV XLSX; do
    mkdir -p "$graphs/$library"
    # The target is compiled anew, so that the compiler tells what it declares.
    touch "Sources/Formats/$library"/*.swift
    swift build --target "$library" -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc "$PWD/$graphs/$library" >/dev/null
    find "$graphs/$library" -name '*.symbols.json' ! -name "$library.symbols.json" ! -name "$library@*.symbols.json" -delete
    docc convert "Sources/Formats/$library/$library.docc" --additional-symbol-graph-dir "$graphs/$library" \
        --fallback-display-name "$library" --fallback-bundle-identifier "ajastin.$library" --warnings-as-errors \
        --output-path ".build/docs/$library"
    echo "docs: .build/docs/$library"
done

#!/bin/sh
# Installs what is missing on Debian 12 and says so: setup.sh build|test|bench. Quick when nothing is missing.
set -eu

# Reports are set in Noto unless a workspace names other fonts; it has most scripts.
build_packages='libsqlite3-dev libzip-dev libxml2-dev libisal-dev zlib1g-dev libicu-dev libssl-dev libcairo2-dev libpango1.0-dev
libharfbuzz-dev fonts-noto-core pkg-config tzdata'
demo_packages='p7zip-full python3 python3-venv'
test_packages="$demo_packages bindfs faketime sqlite3 strace libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils qpdf fonts-dejavu-core
fonts-cantarell"
bench_packages="$test_packages gcc libxlsxwriter-dev libhpdf-dev libfreetype-dev time"
test_modules='openpyxl==3.1.5 python-calamine pyzipper icalendar==7.3.0 pikepdf python-docx==1.2.0'

cd "$(dirname "$0")/.."
purpose=${1:-build}
case $purpose in
build) packages=$build_packages ;;
demo) packages="$build_packages $demo_packages" ;;
test) packages="$build_packages $test_packages" ;;
bench) packages="$build_packages $bench_packages" ;;
*)
    echo "setup.sh: build, demo, test or bench, not $purpose" >&2
    exit 2
    ;;
esac

if ! command -v swift >/dev/null 2>&1; then
    echo "setup: a Swift $(cat .swift-version) toolchain is needed; see https://www.swift.org/install/linux/" >&2
    exit 1
fi

missing=
for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
# LibreOffice without a desktop is enough, with one is as good: what counts is the library of each of its programs.
office=$(dirname "$(readlink -f "$(command -v soffice || echo /usr/bin/soffice)")")
for program in calc:sc writer:sw; do
    if [ -f "$office/lib${program#*:}lo.so" ]; then missing=$(echo "$missing" | sed "s/ libreoffice-${program%:*}-nogui//"); fi
done
if [ -n "$missing" ]; then
    echo "setup: installing Debian packages:$missing"
    root=
    if [ "$(id -u)" != 0 ]; then root=sudo; fi
    $root apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

case $purpose in
demo | test | bench)
    readers=.build/test-venv
    modules='openpyxl==3.1.5'
    [ "$purpose" = demo ] || modules=$test_modules
    [ "$purpose" != bench ] || modules="$test_modules python-dateutil croniter docx-mailmerge2 pandas XlsxWriter polars duckdb pyarrow jetxl rustpy-xlsxwriter"
    stamp="$readers/.installed-$purpose"
    if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$modules" ]; then
        echo "setup: installing Python readers into $readers: $modules"
        mkdir -p .build
        python3 -m venv "$readers"
        # shellcheck disable=SC2086
        "$readers/bin/python" -m pip install -q --disable-pip-version-check $modules
        echo "$modules" >"$stamp"
    fi
    ;;
esac

#!/bin/sh
# The main job on the sample workspace: files dropped into the watched folders of a running `ajastin serve` end as an encrypted bundle.
set -eu
cd "$(dirname "$0")/.."

ajastin=$(swift build -c release --show-bin-path)/ajastin
workspace=demo/teatteri
out=demo/opened

title() { printf '\n\033[1m%s\033[0m\n' "$*"; }
run() {
    printf '$ ajastin'
    printf ' %s' "$@"
    printf '\n'
    "$ajastin" --workspace "$workspace" "$@"
}

rm -rf demo
mkdir -p demo "$out"
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true' EXIT INT TERM

title 'A workspace'
printf '$ ajastin init %s --sample\n' "$workspace"
"$ajastin" init "$workspace" --sample
run apply
printf '$ ajastin password generate viikkoraportti\n'
password=$("$ajastin" --workspace "$workspace" password generate viikkoraportti)
printf '%s\n' "$password"

title 'The daemon, and two files'
printf '$ ajastin serve &\n'
"$ajastin" --workspace "$workspace" serve 2>demo/serve.log &
server=$!

# A file goes in under a name that is passed over and gets its own when it is whole, as a careful sender does it.
drop() {
    cp "$workspace/data/$1.csv" "$workspace/drop/$1/.$1.tmp"
    mv "$workspace/drop/$1/.$1.tmp" "$workspace/drop/$1/$1.csv"
    printf '$ mv %s.csv drop/%s/\n' "$1" "$1"
}
# Waits until `what` holds, for at most a minute.
await() {
    tries=0
    until eval "$1"; do
        tries=$((tries + 1))
        if [ $tries -gt 600 ] || ! kill -0 "$server" 2>/dev/null; then
            echo "demo: waited in vain; demo/serve.log says:" >&2
            cat demo/serve.log >&2
            exit 1
        fi
        sleep 0.1
    done
}
drop customers
await "[ ! -e $workspace/drop/customers/customers.csv ]"
drop purchases
await "ls $workspace/var/spool/new/*/delivery.json >/dev/null 2>&1"
await '"$ajastin" --workspace "$workspace" runs list --format json | grep -q succeeded'
kill "$server"
wait "$server" || true
server=

title 'What came in, what was rejected and why'
run drops list
run drops rejects 1

title 'Who is in the segment'
run segment show maksusuunnitelma
run segment members maksusuunnitelma --columns customer_id,last_name,first_name,last_purchase,contacted_on,description

title 'What the run did'
run runs show 1

title 'The spool'
run deliveries list
entry=$(ls -d "$workspace"/var/spool/new/* | head -n 1)
ls -l "$entry" | sed 1d | awk '{ print $5 "\t" $9 }'
python3 scripts/show_mail.py "$entry/message.eml"

title 'The bundle, opened with 7-Zip, and the first rows of its workbook'
for entry in "$workspace"/var/spool/new/*; do
    for bundle in "$entry"/*.zip; do
        7z x -y -p"$password" -o"$out" "$bundle" >/dev/null
    done
done
7z l -slt -p"$password" "$bundle" | grep -E '^(Path|Method|Encrypted) =' | tail -n +2
.build/test-venv/bin/python scripts/show_workbook.py "$out"/*.xlsx
printf '\nIt all lies in demo/: the workspace in %s, the opened bundle in %s.\n' "$workspace" "$out"

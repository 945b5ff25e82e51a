#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
#
# Makes the mappings of a shipped recording once more in the IOMMU of a guest (dmatape replay --onto), and holds what the kernel's own
# tracepoints saw the IOMMU asked for against it: each map and unmap of the recording, at its address.
#
# onto-check.sh [FOLDER]      the dmatape distribution to test (bin, lib); default: the one this checkout built
# RECORDING=bugs-612 DEVICE=0000:00:03.0 KERNEL=6.12     what is replayed, and on which kernel
#
# Exit code 0: as expected; 1: something differs; 3: the lab itself did not work, nothing was tested.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
distribution=${1:-$here/../../cli/target/dmatape}
recording=${RECORDING:-bugs-612} device=${DEVICE:-0000:00:03.0} kernel=${KERNEL:-6.12}
export LAB=${LAB:-$here/.lab} TIMEOUT=${TIMEOUT:-400}
out=$LAB/share/out

nothing_tested() {
    echo "$1: nothing was tested"
    exit 3
}

[ -e "$LAB/ready" ] || { "$here/lab.sh" setup >"${TMPDIR:-/tmp}/lab-setup.log" 2>&1 && touch "$LAB/ready"; } ||
    nothing_tested "the guest lab could not be set up"
[ -d "$distribution/lib" ] || { echo "$distribution is no dmatape distribution: build it with 'mvn package'" >&2; exit 1; }
"$here/lab.sh" runtime "$distribution" >"$LAB/runtime.log" 2>&1 || nothing_tested "the Java runtime for the guest could not be made"

# what the kernel has as modules, and the guest's first steps do not need
modules=$(ls -d "$LAB"/root/lib/modules/"$kernel".* "$LAB"/root/usr/lib/modules/"$kernel".* 2>/dev/null | head -1 || true)
[ -n "$modules" ] || nothing_tested "the lab has no modules of $kernel"
vfio=$LAB/share/vfio-$(basename "$modules")
mkdir -p "$vfio"
find "$modules" -name 'vfio*.ko*' -o -name 'irqbypass.ko*' | while read -r module; do
    case $module in
        *.xz) xz -dc "$module" >"$vfio/$(basename "$module" .xz)" ;;
        *) cp "$module" "$vfio/" ;;
    esac
done
rm -rf "$LAB/share/onto.tape" "$out"/onto.*
"$distribution/bin/dmatape" import -q "$here/../recordings/$recording" -o "$LAB/share/onto.tape"

for attempt in 1 2 3; do
    "$here/lab.sh" run "$here/guest-onto.sh" "$kernel" intel on "iommu.strict=1 lab.tool=dmatape lab.device=$device" -device edu \
        >"$LAB/onto.log" 2>&1 || true
    [ -s "$out/onto.txt" ] && break
    echo "boot $attempt did not get as far as replaying"
done
[ -s "$out/onto.txt" ] || nothing_tested "the guest did not replay"

cat "$out/onto.txt" "$out/onto.err"
[ "$(tail -1 "$out/onto.txt")" = "exit 0" ] || { echo "FAIL  the replay did not end as it should"; exit 1; }
# VFIO tries a mapping of its own at 0 first; what is left at the end is removed when the container is closed
python3 - "$out/onto.json" "$out/onto.trace" <<'PYTHON'
import json, re, sys

replay = json.load(open(sys.argv[1]))
lowest = int(replay["lowest_iova"], 16) & ~0xfff
called = lambda *kinds: sum(row["calls"] for row in replay["operations"] if row["operation"] in kinds)
seen = {"map": 0, "unmap": 0}
for line in open(sys.argv[2]):
    event = re.match(r" *java-\d+ .* (map|unmap): IOMMU: iova=0x([0-9a-f]+) ", line)
    if event and int(event[2], 16) >= lowest:
        seen[event[1]] += 1
expected = {"map": called("map", "alloc"), "unmap": called("unmap", "free") + replay["still_mapped"]}
for kind in seen:
    print(f"{'ok  ' if seen[kind] == expected[kind] else 'FAIL'}  {kind}s the kernel's IOMMU was asked for: "
          f"{seen[kind]}, by the recording {expected[kind]}")
sys.exit(seen != expected)
PYTHON

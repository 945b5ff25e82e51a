#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
#
# Records the nights of a lab: the same workload 60 times in each of three boots, with a bug and with losses once more in each.
#
# nights.sh [RECORDINGS] [BOOTS]      default: 60 3; they land in $LAB/share/out/nights as BOOT-NUMBER, BOOT-bug and BOOT-loss
#
# A boot whose recordings are all there is not repeated. SimulatedNightsTest takes them with -Ddmatape.lab.guest=FOLDER.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export LAB=${LAB:-$here/.lab} TIMEOUT=${TIMEOUT:-3600} CPUS=1
recordings=${1:-60}
boots=${2:-3}
out=$LAB/share/out/nights
script=$(mktemp)
trap 'rm -f "$script"' EXIT

for round in $(seq "$boots"); do
    for attempt in 1 2 3; do
        [ -s "$out/$round-loss/uname.txt" ] && continue 2
        { echo "round=$round recordings=$recordings"; cat "$here/guest-nights.sh"; } > "$script"
        "$here/lab.sh" run "$script" 6.12 intel on "iommu.strict=1" -device edu > "$LAB/nights-$round.log" 2>&1 || true
        [ -s "$out/$round-loss/uname.txt" ] || echo "boot $round, attempt $attempt: did not get through" >&2
    done
    [ -s "$out/$round-loss/uname.txt" ] || { tail -20 "$LAB/nights-$round.log" >&2; exit 3; }
done
ls "$out" | wc -l

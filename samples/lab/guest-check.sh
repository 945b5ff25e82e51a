#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
#
# Records fresh workloads in the guest lab and holds dmatape's verdicts against what was done: bugs committed a number of
# times that no shipped recording has, and a healthy disk. Counts come from the faulty driver's own arguments.
#
# guest-check.sh [DMATAPE]      the launcher to test; default: the one of this checkout
#
# Exit code 0: as expected; 1: a verdict differs; 3: the lab itself did not work, nothing was tested.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dmatape=${1:-$here/../../dmatape}
export LAB=${LAB:-$here/.lab}
recordings=$LAB/share/out

[ -e "$LAB/ready" ] || { "$here/lab.sh" setup >"${TMPDIR:-/tmp}/lab-setup.log" 2>&1 && touch "$LAB/ready"; } ||
    { tail -20 "${TMPDIR:-/tmp}/lab-setup.log"; echo "the guest lab could not be set up: nothing was tested"; exit 3; }

# Software emulation sometimes dies before the workload starts: a boot that left no recording is tried again.
record() { # NAME KERNEL IOMMU PLATFORM ARGUMENTS [QEMU ARGUMENTS...]
    local name=$1 attempt
    for attempt in 1 2 3; do
        rm -rf "${recordings:?}/$name"
        "$here/lab.sh" record "$@" >"$LAB/$name.log" 2>&1 || true
        [ -s "$recordings/$name/trace.dat" ] && return
        echo "$name: boot $attempt left no recording"
    done
    tail -20 "$LAB/$name.log"
    echo "$name: no boot reached the workload: nothing was tested"
    exit 3
}

# Findings of severity error and warning as `check=count` words, sorted, without the faults: the kernel's log limits how many it prints. Behind
# lazy invalidation and without an IOMMU the faulty driver's trace alone is checked: what QEMU's log proves then depends on how well a
# handful of kicks ties the two clocks. Behind strict invalidation every unmap ties them.
found() { # RECORDING
    "$dmatape" check --no-cache --format json "$recordings/$1" 2>/dev/null | node -e '
        const report = JSON.parse(require("fs").readFileSync(0));
        const found = report.checks.filter(c => c.status === "found" && c.severity !== "info" && c.check !== "iommu-fault");
        console.log([report.verdict, ...found.map(c => c.check + "=" + c.count).sort()].join(" "));'
}

failures=0
expect() { # RECORDING EXPECTED
    local got
    got=$(found "$1" || true)
    if [ "$got" = "$2" ]; then
        echo "ok    $1: $got"
    else
        echo "FAIL  $1: $got"
        echo "      expected $2"
        failures=$((failures + 1))
    fi
}

record guest-bugs-lazy 6.12 intel on "iommu.strict=0 lab.work=bugs lab.modargs=n_ok=20,n_double=2,n_leak=7,n_size=1,n_dir=3,n_twice=5,n_never=1,n_wfunc=4" -device edu
expect guest-bugs-lazy/trace.dat "findings double-map=2 leaked-map=7 unmap-api-mismatch=4 unmap-direction-mismatch=3 unmap-size-mismatch=1 unmap-unmapped=6"

record guest-bugs-direct 6.12 none on "lab.work=bugs lab.modargs=mask=32,n_ok=20,n_double=4,n_leak=2,n_size=3,n_dir=2,n_twice=2,n_never=0,n_uaf=0,n_wild=0" -device edu,dma_mask=0xffffffff
expect guest-bugs-direct/trace.dat "findings double-map=4 leaked-map=2 unmap-api-mismatch=2 unmap-direction-mismatch=2 unmap-size-mismatch=3 unmap-unmapped=2"

record guest-bugs-strict 6.12 intel on "iommu.strict=1 lab.work=bugs lab.modargs=n_ok=20,n_double=2,n_leak=9,n_size=1,n_dir=3,n_twice=4,n_never=0,n_wfunc=0,n_uaf=3,n_wild=1" -device edu
expect guest-bugs-strict "findings double-map=2 leaked-map=9 unmap-direction-mismatch=3 unmap-size-mismatch=1 unmap-unmapped=4 unmapped-access=4"

record guest-disk-strict 7.3 intel on "iommu.strict=1 lab.work=par lab.n=200"
expect guest-disk-strict "clean"

total=4
echo "$((total - failures)) passed, $failures failed"
[ "$failures" = 0 ]

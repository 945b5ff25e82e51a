#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
#
# Records workloads in the guest lab with `dmatape record` and, beside it in a tracefs instance of its own, trace-cmd. Both tapes must hold
# the same operations; the verdicts must be what was done; nothing may be left in tracefs.
#
# record-check.sh [FOLDER]      the dmatape distribution to test (bin, lib); default: the one this checkout built
# CHECKS=all                    also the flight recorder with its triggers
#
# Exit code 0: as expected; 1: something differs; 3: the lab itself did not work, nothing was tested.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
distribution=${1:-$here/../../cli/target/dmatape}
dmatape=${DMATAPE:-$here/../../dmatape}
export LAB=${LAB:-$here/.lab} TIMEOUT=${TIMEOUT:-400}
recordings=$LAB/share/out

[ -e "$LAB/ready" ] || { "$here/lab.sh" setup >"${TMPDIR:-/tmp}/lab-setup.log" 2>&1 && touch "$LAB/ready"; } ||
    { tail -20 "${TMPDIR:-/tmp}/lab-setup.log"; echo "the guest lab could not be set up: nothing was tested"; exit 3; }
[ -d "$distribution/lib" ] || { echo "$distribution is no dmatape distribution: build it with 'mvn package'" >&2; exit 1; }
"$here/lab.sh" runtime "$distribution" >"$LAB/runtime.log" 2>&1 ||
    { tail -5 "$LAB/runtime.log"; echo "the Java runtime for the guest could not be made: nothing was tested"; exit 3; }

failures=0
fail() {
    echo "FAIL  $1"
    failures=$((failures + 1))
}

# Software emulation sometimes dies before the workload starts: a boot that did not get as far as recording is tried again.
record() { # NAME KERNEL IOMMU PLATFORM ARGUMENTS [QEMU ARGUMENTS...]
    local name=$1 attempt
    for attempt in 1 2 3; do
        rm -rf "${recordings:?}/$name"
        "$here/lab.sh" record "${@:1:4}" "$5 lab.tool=${TOOL:-both}" "${@:6}" >"$LAB/$name.log" 2>&1 || true
        if ! grep -aq "dmatape record: exit code" "$LAB/$name.log"; then
            echo "$name: boot $attempt did not get as far as recording"
            continue
        fi
        [ "$attempt" = 3 ] || grep -aq "nothing was lost" "$LAB/$name.log" && return
        echo "$name: boot $attempt lost events, and says so; recording again"
    done
    tail -20 "$LAB/$name.log"
    echo "$name: no boot reached the workload: nothing was tested"
    exit 3
}

# Operations of the disk and of the faulty device. Those of the shared folder go on before and after trace-cmd, and the flush timer does.
operations="
    SELECT 'dma_op' AS \"table\", concat_ws(' ', device, op, api) AS operation, count(DISTINCT op_id) AS n FROM dma_op GROUP BY ALL
    UNION ALL SELECT 'iommu_op', op, count(*) FROM iommu_op WHERE op IN ('map', 'unmap') GROUP BY ALL
    UNION ALL SELECT 'bounce', device, count(*) FROM bounce GROUP BY ALL
    UNION ALL SELECT 'vq_op', concat_ws(' ', virtio_device, op), count(*) FROM vq_op WHERE virtio_device = 'virtio0' GROUP BY ALL
    UNION ALL SELECT 'vq_segment', concat_ws(' ', device_writable, phys_addr IS NOT NULL), count(*)
        FROM vq_segment s JOIN vq_op v ON s.vq_op_id = v.event_id WHERE virtio_device = 'virtio0' GROUP BY ALL
    ORDER BY ALL"

counts() { # TAPE-OR-RECORDING
    "$dmatape" query --no-cache --format csv "$1" --sql "$operations" 2>&1 || echo "the query failed"
}

# Findings of severity error and warning as `check=count` words, sorted.
found() { # TAPE
    "$dmatape" check --no-cache --format json "$1" 2>/dev/null | node -e '
        const report = JSON.parse(require("fs").readFileSync(0));
        const found = report.checks.filter(c => c.status === "found" && c.severity !== "info");
        console.log([report.verdict, ...found.map(c => c.check + "=" + c.count).sort()].join(" "));'
}

# Whether nothing was found beyond what was expected. A breakpoint sees nothing of an interrupt that comes while another one is handled.
within() { # FOUND EXPECTED
    local word most
    for word in $(grep -o '[a-z-]*=[0-9]*' <<<"$1" | grep -v '^lost-events='); do
        most=$(grep -o "\b${word%=*}=[0-9]*" <<<"$2" || true)
        [ "${word#*=}" -le "$(sed 's/.*=//; s/^$/0/' <<<"$most")" ] || return 1
    done
}

# Which functions mapped and unmapped, as often as they did.
callers() { # TAPE-OR-RECORDING
    "$dmatape" query --no-cache --format csv "$1" --sql "
        SELECT device, op, caller, module, count(DISTINCT op_id) AS n FROM dma_op LEFT JOIN stack s ON s.event_id = op_id
        WHERE op IN ('map', 'unmap', 'alloc', 'free') GROUP BY ALL ORDER BY ALL" 2>&1 || echo "the query failed"
}

expect_callers() { # NAME
    local ours theirs
    ours=$(callers "$recordings/$1/$1.tape")
    theirs=$(callers "$recordings/$1/trace.dat")
    if [ "$ours" = "$theirs" ] && grep -q 'map,bugs_probe,dmabugs' <<<"$ours"; then
        echo "ok    $1: the same callers as in the stacks trace-cmd recorded beside it ($(($(wc -l <<<"$ours") - 1)) kinds)"
    else
        diff <(echo "$theirs") <(echo "$ours") || true
        fail "$1: callers differ from those trace-cmd recorded beside it (<)"
    fi
}

expect() { # NAME EXPECTED-VERDICT LEAST-OPERATIONS
    local name=$1 tape=$recordings/$1/$1.tape got theirs ours
    grep -a "PROBE REFUSED\|LEFT BEHIND" "$LAB/$name.log" && fail "$name: see above"
    grep -aq "dmatape record: exit code 0" "$LAB/$name.log" || { tail -20 "$LAB/$name.log"; fail "$name: dmatape record failed"; return; }
    got=$(found "$tape" || true)
    if [ "$got" = "$2" ]; then
        echo "ok    $name: $got"
    elif ! grep -aq "nothing was lost" "$LAB/$name.log" && within "$got" "$2"; then
        echo "ok    $name: $got (events were lost in three boots: the tape says so, and nothing that was not done is found)"
    else
        fail "$name: $got, expected $2"
    fi
    ours=$(counts "$tape")
    theirs=$(counts "$recordings/$name/trace.dat")
    if [ "$ours" = "$theirs" ] && [ "$(wc -l <<<"$ours")" -gt "$3" ]; then
        echo "ok    $name: the same operations as trace-cmd recorded beside it ($(($(wc -l <<<"$ours") - 1)) kinds)"
    else
        diff <(echo "$theirs") <(echo "$ours") || true
        fail "$name: operations differ from those trace-cmd recorded beside it (<)"
    fi
}

record live-strict 6.12 intel on "iommu.strict=1 lab.work=blk lab.n=60"
expect live-strict "clean" 8

# CALLERS=yes records call stacks, too, and holds the callers against those of trace-cmd; it has not run in CI yet
stacks=""
[ "${CALLERS:-}" = yes ] && stacks="lab.recordargs=--stacks lab.traceargs=-T"
record live-bugs 6.12 intel on "iommu.strict=1 $stacks lab.work=bugs lab.modargs=n_ok=10,n_double=2,n_leak=7,n_size=1,n_dir=3,n_twice=5,n_never=1,n_wfunc=4,n_uaf=1,n_wild=1" -device edu
expect live-bugs "findings double-map=2 iommu-fault=2 leaked-map=7 unmap-api-mismatch=4 unmap-direction-mismatch=3 unmap-size-mismatch=1 unmap-unmapped=6 unmapped-access=2" 8
[ -z "$stacks" ] || expect_callers live-bugs

# a kernel that has neither DMA events nor fprobes: everything comes from breakpoints
record live-bugs-61 6.1 intel on "iommu.strict=1 $stacks lab.work=bugs lab.modargs=n_ok=10,n_double=2,n_leak=7,n_size=1,n_dir=3,n_twice=5,n_never=1,n_wfunc=4,n_uaf=1,n_wild=1" -device edu
expect live-bugs-61 "findings double-map=2 iommu-fault=2 leaked-map=7 sync-direction=2 sync-out-of-range=2 sync-unmapped=3 unmap-api-mismatch=4 unmap-direction-mismatch=3 unmap-size-mismatch=1 unmap-unmapped=6 unmapped-access=2" 8
[ -z "$stacks" ] || expect_callers live-bugs-61

record live-bounced-61 6.1 none on "swiotlb=force lab.work=blk lab.n=30"
expect live-bounced-61 "clean" 6

record live-bypass 7.3 intel off "lab.work=par lab.n=30"
expect live-bypass "inconclusive" 4

# the recent past of a kernel, written because a trigger found what the driver did wrong
flight() { # NAME FOUND
    local tape=$recordings/$1/$1.0001.tape
    [ -d "$tape" ] || { tail -20 "$LAB/$1.log"; fail "$1: the trigger wrote no tape"; return; }
    "$dmatape" info "$tape" | grep -q "written_because .*$2" || { "$dmatape" info "$tape" | head; fail "$1: not written because of $2"; return; }
    grep -a "PROBE REFUSED\|LEFT BEHIND" "$LAB/$1.log" && fail "$1: see above"
    echo "ok    $1: $("$dmatape" info "$tape" | sed -n 's/^written_because *//p')"
}

# two boots more than CI has time for
if [ "${CHECKS:-}" = all ]; then
    TOOL=dmatape record live-flight 6.12 intel on "iommu.strict=1 lab.work=bugs lab.recordargs=--last,30s,--trigger,double-map,--stop-after,1" -device edu
    flight live-flight "found double-map"
    TOOL=dmatape record live-flight-sql 6.12 intel on "iommu.strict=1 lab.work=blk lab.n=20 lab.recordargs=--last,30s,--trigger-sql,FROM/**/vq_op/**/LIMIT/**/1"
    flight live-flight-sql "the query returned a row"
fi

echo "$failures failed"
[ "$failures" = 0 ]

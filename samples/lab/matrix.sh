#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
#
# Recordings of many kinds, held against what was done: kernels, IOMMUs, devices, bugs and ways to record, in combinations. For nights, not
# for CI: a boot takes minutes.
#
# matrix.sh [DMATAPE]           the launcher to test; default: the one of this checkout
# BOOTS='bugs-612-*'            only the boots whose name matches; default: all. BOOTS='bugs-73-strict' is the short form
# KEEP=yes                      check what earlier boots left, without booting
#
# Of each recording, what `check` finds must be what was done, `replay` must find the same, and no command may fail.
# Exit code 0: as expected; 1: something differs; 3: the lab itself did not work.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dmatape=${1:-$here/../../dmatape}
export LAB=${LAB:-$here/.lab} TIMEOUT=${TIMEOUT:-420}
out=$LAB/share/out
failures=0 passed=0

[ -e "$LAB/ready" ] || { "$here/lab.sh" setup >"$LAB-setup.log" 2>&1 && touch "$LAB/ready"; } || { tail -20 "$LAB-setup.log"; exit 3; }
compgen -G "$LAB/share/dmabugs-7.3*.ko" >/dev/null || "$here/lab.sh" driver73 >"$LAB/driver73.log" 2>&1 || { tail -20 "$LAB/driver73.log"; exit 3; }

# Boots and makes a recording per line of standard input: RECORDING KEY=VALUE... => FOUND, keys as in guest-matrix.sh. RECORDING+log is
# checked together with QEMU's log of the whole boot, RECORDING/FILE without what lies beside it.
boot() { # NAME KERNEL IOMMU PLATFORM ARGUMENTS [QEMU ARGUMENTS...]
    local name=$1 lines attempt line
    lines=$(cat)
    # shellcheck disable=SC2254
    case $name in ${BOOTS:-*}) ;; *) return 0 ;; esac
    if [ -z "${KEEP:-}" ]; then
        mkdir -p "$LAB/share/matrix"
        sed -E '/^$/d; s/ *=>.*//; s/^([a-z]+)[^ ]*/\1/' <<<"$lines" >"$LAB/share/matrix/$name"
        for attempt in 1 2 3; do
            rm -rf "${out:?}/$name"
            "$here/lab.sh" record "$name" "${@:2:3}" "lab.script=guest-matrix.sh $5" "${@:6}" >"$LAB/$name.log" 2>&1 || true
            grep -aq "^made " "$LAB/$name.log" && break
            echo "$name: boot $attempt left no recording"
        done
    fi
    [ -d "$out/$name" ] || { echo "$name: no boot reached the workload: nothing was tested"; exit 3; }
    while read -r line; do
        [ -z "$line" ] || expect "$name" "${line%% *}" "${line#*=> }"
    done <<<"$lines"
}

expect() { # BOOT RECORDING[+log|/FILE] FOUND
    local recording=$out/$1/${2%+log} tape=$out/$1/check.tape got
    local inputs=("$recording")
    [ "$2" = "${2%+log}" ] || inputs+=("$out/$1/qemu.log")
    rm -rf "$tape"
    if got=$("$dmatape" import -q -o "$tape" "${inputs[@]}" 2>&1); then
        got=$(found "$tape")
    fi
    if [ "$got" = "$3" ]; then
        echo "ok    $1 $2: $got"
        passed=$((passed + 1))
    else
        echo "FAIL  $1 $2: $got"
        echo "      expected $3"
        failures=$((failures + 1))
    fi
}

# The verdict, and findings of severity error and warning as `check=count` words, sorted; then in what `replay` differs. Left out is what
# depends on the kernel's log, which limits how many faults it prints, on how well a handful of kicks ties two clocks, and on how fast it went.
found() { # TAPE
    { "$dmatape" check -q --format json "$1" || true; "$dmatape" replay -q --format json "$1" || true; } 2>&1 | node -e '
        const text = require("fs").readFileSync(0, "utf8");
        const [check, replay] = text.split(/^(?=\{)/m).map(JSON.parse);
        const counts = {};
        for (const d of replay.divergences) counts[d.check] = (counts[d.check] ?? 0) + 1;
        const found = check.checks.filter(c => c.status === "found");
        const differ = found.filter(c => counts[c.check] !== c.count).map(c => `${c.check}:${c.count}/${counts[c.check] ?? 0}`)
            .concat(Object.keys(counts).filter(k => !found.some(c => c.check === k)).map(k => `${k}:0/${counts[k]}`));
        const told = found.filter(c => c.severity !== "info" && !["iommu-fault", "lost-events", "clock-uncertain", "ring-full"].includes(c.check));
        console.log([check.verdict, ...told.map(c => c.check + "=" + c.count).sort(), ...(differ.length ? ["replay differs:", ...differ] : [])].join(" "));' ||
        echo "check or replay failed"
}

# ---- What is recorded -------------------------------------------------------------------------------------------------------------------
# two sets of bugs; two faulty devices do twice as much
many=n_ok=2,n_double=2,n_leak=9,n_size=1,n_dir=3,n_twice=5,n_never=1,n_wfunc=4,n_uaf=2,n_wild=1,n_fine=2,n_devwrite=2,n_count=0
few=n_ok=1,n_double=3,n_leak=9,n_size=2,n_dir=1,n_twice=2,n_never=0,n_wfunc=1,n_uaf=1,n_wild=0,n_fine=2,n_devwrite=0,n_count=1
many_found="double-map=2 leaked-map=9 unmap-api-mismatch=4 unmap-direction-mismatch=3 unmap-size-mismatch=1 unmap-unmapped=6"
few_found="double-map=3 leaked-map=9 unmap-api-mismatch=1 unmap-count-mismatch=1 unmap-direction-mismatch=1 unmap-size-mismatch=2 unmap-unmapped=2"
twice_many="double-map=4 leaked-map=18 unmap-api-mismatch=8 unmap-direction-mismatch=6 unmap-size-mismatch=2 unmap-unmapped=12"
twice_few="double-map=6 leaked-map=18 unmap-api-mismatch=2 unmap-count-mismatch=2 unmap-direction-mismatch=2 unmap-size-mismatch=4 unmap-unmapped=4"

boot bugs-73-strict 7.3 intel on "iommu.strict=1" -device edu <<LINES
all+log work=bugs,$many => findings access-direction=2 $many_found unmapped-access=3
pipe/trace.txt how=pipe work=bugs,$few => findings $few_found
LINES

# the same addresses in two domains, from two processors at once; the log holds more than either recording
boot bugs-612-two 6.12 intel on "iommu.strict=1" -device edu -device edu <<LINES
one+log work=bugs,$many => findings access-direction=4 $twice_many unmapped-access=6
async+log work=bugs,async_probe,$many => findings access-direction=4 $twice_many unmapped-access=6
LINES

boot bugs-73-lazy 7.3 intel on "iommu.strict=0" -device edu -device edu <<LINES
all/trace.dat work=bugs,$many => findings $twice_many
async/trace.dat clock=tai work=bugs,async_probe,$few => findings $twice_few
text/trace.dat how=text clock=local work=bugs,$few => findings $twice_few
late/trace.dat clock=boot before=bugs,$few work=bugs,$few+blk,20 => findings $twice_few
LINES

boot bugs-612-viommu 6.12 viommu on "iommu.strict=1" -device edu <<LINES
all+log work=bugs,$many => findings access-direction=2 $many_found unmapped-access=3
dma/trace.dat clock=counter systems=dma work=bugs,$few => findings $few_found
two/trace.dat how=two clock=local work=bugs,$few => findings $few_found
LINES

# without an IOMMU an unmap of what was never mapped proves nothing
boot bugs-612-swiotlb 6.12 none on "swiotlb=force" -device edu,dma_mask=0xffffffff <<LINES
all work=bugs,mask=32,$many,n_never=0,n_uaf=0,n_wild=0,n_devwrite=0 => findings double-map=2 leaked-map=9 sync-direction=2 sync-out-of-range=2 sync-unmapped=3 unmap-api-mismatch=4 unmap-direction-mismatch=3 unmap-size-mismatch=1 unmap-unmapped=5
graph how=graph work=bugs,mask=32,$few,n_uaf=0 => findings double-map=3 leaked-map=9 sync-direction=2 sync-out-of-range=2 sync-unmapped=3 unmap-api-mismatch=1 unmap-count-mismatch=1 unmap-direction-mismatch=1 unmap-size-mismatch=2 unmap-unmapped=2
stack option=stacktrace work=bugs,mask=32,$few,n_uaf=0 => findings double-map=3 leaked-map=9 sync-direction=2 sync-out-of-range=2 sync-unmapped=3 unmap-api-mismatch=1 unmap-count-mismatch=1 unmap-direction-mismatch=1 unmap-size-mismatch=2 unmap-unmapped=2
LINES

# that kernel has no DMA events: the IOMMU tells where a scatterlist was mapped
boot bugs-61-lazy 6.1 intel on "iommu.strict=0" -device edu -device edu <<LINES
all/trace.dat work=bugs,$many => findings double-map=4 leaked-map=18 sync-direction=4 sync-out-of-range=4 sync-unmapped=6 unmap-api-mismatch=8 unmap-direction-mismatch=6 unmap-size-mismatch=2 unmap-unmapped=12
instance/trace.dat how=instance clock=boot work=bugs,async_probe,$few => findings double-map=6 leaked-map=18 sync-direction=4 sync-out-of-range=4 sync-unmapped=6 unmap-api-mismatch=2 unmap-count-mismatch=2 unmap-direction-mismatch=2 unmap-size-mismatch=4 unmap-unmapped=4
extract/trace.dat how=extract clock=mono_raw work=bugs,$few => findings double-map=6 leaked-map=18 sync-direction=4 sync-out-of-range=4 sync-unmapped=6 unmap-api-mismatch=2 unmap-count-mismatch=2 unmap-direction-mismatch=2 unmap-size-mismatch=4 unmap-unmapped=4
LINES

# a disk with a ring of eight descriptors, which comes, goes, and changes its driver and processors while it is read: the ring is often full
boot disk-612-goes 6.12 intel on "iommu.strict=1" -global virtio-blk-pci.packed=on -global virtio-blk-pci.event_idx=off \
    -global virtio-blk-pci.indirect_desc=off -global virtio-blk-pci.queue-size=8 -global intel-iommu.caching-mode=on \
    -global intel-iommu.aw-bits=48 <<LINES
busy+log before=load,virtio_blk work=busy,200+unbind,virtio0+par,20 => clean
remove clock=global work=busy,200+remove,virtio0+par,20 => clean
pci how=v6 tc=--compression,none work=blk,10+unbind_pci,virtio0+par,20 => clean
late+log before=busy,600 work=par,10 => clean
cpus before=cpu,1,0 work=blk,10+cpu,1,1+par,20+cpu,1,0+blk,10 after=cpu,1,1 => clean
LINES

echo "$passed as expected, $failures not"
[ "$failures" = 0 ]

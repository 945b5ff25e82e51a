#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
#
# Takes the power away from `dmatape record`, at many moments of one recording. It records onto a disk that is a file system of this kernel
# on an image of QEMU's storage daemon, which keeps a log of every write and flush. Afterwards, for each moment, the disk is made again as it
# could have been when the power went: with all that was flushed, and with any of what was not (CrashImage.java). It is mounted, as at the
# next boot, and the tape on it must open, say that it is unfinished, be checked and salvaged, and lack nothing that is much older than the
# flush interval. What is recorded are the calls of a busy dd, as events that become rows.
#
# power-loss.sh [FOLDER [MOMENTS [SECONDS [FILESYSTEM...]]]]      default: the distribution this checkout built, 20, 20, ext4
# SEED=N other moments; MOST_MS what may be missing (default: 2000). Needs root, uprobes, /dev/fuse, qemu-storage-daemon, binutils, Java 25.
# Exit code 0: as expected; 1: something differs; 3: this machine cannot do it, nothing was tested.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
distribution=${1:-$here/../../cli/target/dmatape}
moments=${2:-20}
seconds=${3:-20}
filesystems=("${@:4}")
[ ${#filesystems[@]} -gt 0 ] || filesystems=(ext4)
dmatape=$distribution/bin/dmatape
most_ms=${MOST_MS:-2000}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

for tool in qemu-storage-daemon readelf mount losetup; do command -v $tool >/dev/null || { echo "there is no $tool: nothing was tested"; exit 3; }; done
[ -w /dev/fuse ] && [ -w /sys/kernel/tracing/uprobe_events ] || { echo "no /dev/fuse, or no uprobes in tracefs (run as root): nothing was tested"; exit 3; }
work=$(mktemp -d)
mkdir "$work/disk"
begun=()
clean() {
    kill -9 "${begun[@]}" 2>/dev/null || true
    umount "$work/disk" 2>/dev/null || true
    [ -z "${daemon:-}" ] || { kill "$daemon" 2>/dev/null; wait "$daemon" 2>/dev/null || true; }
    rm -rf "$work"
}
trap clean EXIT

failures=0
fail() {
    echo "FAIL  $1"
    failures=$((failures + 1))
}

libc=$(ldd /bin/dd | awk '$1 == "libc.so.6" { print $3 }')
place_of() { echo "$libc:0x$(readelf -W --dyn-syms "$libc" | awk -v name="$1" '$8 ~ "^" name "@@" { print $2; exit }' | sed 's/^0*//')"; }

record() { # FILESYSTEM: leaves blank.img, writes.log and times in $work
    rm -f "$work/blank.img"; truncate -s 512M "$work/blank.img"
    "mkfs.$1" -q "$work/blank.img" >/dev/null || { echo "there is no file system $1 on this machine: not tested"; return 1; }
    cp --sparse=always "$work/blank.img" "$work/disk.img"
    : >"$work/writes.log"; : >"$work/drive"
    qemu-storage-daemon --blockdev "driver=file,node-name=f,filename=$work/disk.img" --blockdev "driver=file,node-name=l,filename=$work/writes.log" \
        --blockdev driver=blklogwrites,node-name=d,file=f,log=l --export "fuse,id=e,node-name=d,mountpoint=$work/drive,writable=on" &
    daemon=$!
    until [ -s "$work/drive" ]; do kill -0 $daemon 2>/dev/null || { echo "no disk could be made: nothing was tested"; exit 3; }; sleep 0.1; done
    mount -o loop "$work/drive" "$work/disk"
    dd if=/dev/zero of=/dev/null bs=1 2>/dev/null & local load=$!
    "$dmatape" record --quiet --events signal:signal_generate --flush-interval 1s -o "$work/disk/power.tape" \
        --probe "p:dma_unmap_page_attrs $(place_of write) addr=%si:x64 size=%dx:u64" --probe "p:virtqueue_notify $(place_of read) vq=%si:x64" & local recorder=$!
    begun=("$load" "$recorder")
    until [ -n "$(find "$work/disk/power.tape/vq_op" -name '*.arrow' 2>/dev/null)" ]; do
        kill -0 $recorder 2>/dev/null || { fail "$1: the recorder ended"; return 1; }
        sleep 0.05
    done
    rm -f "$work/times"
    "$java" "$here/CrashImage.java" watch "$work/writes.log" >"$work/times" & local watch=$!
    until [ -s "$work/times" ]; do sleep 0.1; done
    sleep "$seconds"
    kill $watch; kill -9 $recorder $load; wait $watch $recorder $load 2>/dev/null || true
    begun=()
    umount "$work/disk"
    kill $daemon; wait $daemon 2>/dev/null || true
    daemon=
    "$dmatape" record --cleanup >/dev/null 2>&1
}

# Whether a tape opens, says that it is unfinished, can be checked, and be made whole.
opens() { # TAPE TEXT
    local status=0
    "$dmatape" info "$1" >"$work/said" 2>&1 || { cat "$work/said"; fail "$2: the tape does not open"; return 1; }
    grep -q "is not finished" "$work/said" || { cat "$work/said"; fail "$2: the tape does not say that it is unfinished"; return 1; }
    "$dmatape" check --no-cache "$1" >"$work/said" 2>&1 || status=$?
    case $status in 0 | 1 | 4) ;; *) cat "$work/said"; fail "$2: the tape cannot be checked"; return 1 ;; esac
    rm -rf "$work/whole.tape"
    "$dmatape" import --salvage "$1" -o "$work/whole.tape" >"$work/said" 2>&1 || { cat "$work/said"; fail "$2: the tape cannot be salvaged"; return 1; }
}

for filesystem in "${filesystems[@]}"; do
    record "$filesystem" || continue
    : >"$work/missing"
    for moment in $(seq "$moments"); do
        cp --sparse=always "$work/blank.img" "$work/cut.img"
        said=$("$java" "$here/CrashImage.java" cut "$work/writes.log" "$work/times" "$work/cut.img" $((${SEED:-0} + moment)))
        cut_ns=${said%% *}
        text="$filesystem, ${said#* }"
        mount -o loop "$work/cut.img" "$work/disk" 2>"$work/said" || { cat "$work/said"; fail "$text: the disk cannot be mounted"; continue; }
        if [ -e "$work/disk/power.tape" ] && opens "$work/disk/power.tape" "$text"; then
            last_ns=$("$dmatape" query --no-cache --format csv "$work/disk/power.tape" --sql "SELECT coalesce(max(ts_ns), 0) AS ns FROM vq_op" | tail -1 | tr -dc 0-9)
            missing_ms=$(((cut_ns - last_ns) / 1000000))
            echo $missing_ms >>"$work/missing"
            [ $missing_ms -le "$most_ms" ] || fail "$text: $missing_ms ms are missing, $most_ms were allowed"
        elif [ ! -e "$work/disk/power.tape" ]; then
            fail "$text: there is no tape"
        fi
        umount "$work/disk"
    done
    echo "$filesystem: $(sort -n "$work/missing" | awk '{ a[NR] = $1 } END { printf "%d moments, missing %d to %d ms, median %d", NR, a[1], a[NR], a[int((NR + 1) / 2)] }')," \
        "flush interval 1000 ms, load $(cut -d' ' -f1 /proc/loadavg)"
done
echo "$failures failed"
[ "$failures" = 0 ]

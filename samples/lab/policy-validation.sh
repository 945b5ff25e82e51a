#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
#
# How well `dmatape replay --policy` predicts: records the same workload under strict, lazy, swiotlb and no mapping at all, replays each
# recording under the other policies and compares with what was recorded there.
#
# policy-validation.sh [record|table|update FILE]
#     record   record in the guest lab what is not there yet, for every seed in SEEDS (default: 1 2 3)
#     table    print the tables as Markdown (default: record first, then print)
#     update   put them into FILE between the lines <!-- policy-validation --> and <!-- /policy-validation -->
# The disk's requests are reads and writes of one page, so that how memory happened to lie does not decide how many segments they have.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dmatape=${DMATAPE:-$here/../../dmatape}
export LAB=${LAB:-$here/.lab} TIMEOUT=${TIMEOUT:-400}
seeds=${SEEDS:-1 2 3}
shipped=$here/../recordings
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

# ---- Recording --------------------------------------------------------------------------------------------------------------------------

# Software emulation sometimes dies at boot: it is tried again.
record() { # NAME KERNEL IOMMU PLATFORM ARGUMENTS
  local out=$LAB/share/out/$1 attempt
  [ -s "$out/trace.dat" ] && [ -s "$out/uname.txt" ] && return
  for attempt in 1 2 3; do
    rm -rf "$out"
    "$here/lab.sh" record "$@" > "$LAB/$1.log" 2>&1 || true
    [ -s "$out/trace.dat" ] && [ -s "$out/uname.txt" ] && return
    echo "$1: boot $attempt did not get as far as a recording" >&2
  done
  tail -20 "$LAB/$1.log" >&2; exit 3
}

record_all() {
  for seed in $seeds; do
    local work="lab.work=mix lab.n=60 lab.seed=$seed"
    record "policy-strict-$seed" 6.12 intel on "iommu.strict=1 $work"
    record "policy-lazy-$seed" 6.12 intel on "iommu.strict=0 $work"
    record "policy-swiotlb-$seed" 6.12 none on "swiotlb=force $work"
    record "policy-bypass-$seed" 6.12 intel off "iommu.strict=1 $work"
  done
  # what costs.json takes the cost of a call without any IOMMU from
  record policy-direct-1 6.12 intel on "iommu=pt lab.work=mix lab.n=60 lab.seed=1"
}

# ---- Comparing --------------------------------------------------------------------------------------------------------------------------

figures() { # RECORDING POLICY: the figures of one policy as lines FIGURE,VALUE
  local key; key=$work/$(basename "$1").csv
  [ -s "$key" ] || "$dmatape" replay -q "$1" --device virtio0 --policy --format csv > "$key"
  awk -F, -v policy="$2" '$2 == policy && $3 !~ /\./ { print $3 "," $5 }' "$key"
}

seconds() { # RECORDING: from the disk's first request to its last
  "$dmatape" query -q "$1" --format csv --sql "SELECT round((max(ts_ns) - min(ts_ns)) / 1e9, 3) AS s FROM vq_op
    WHERE virtio_device = 'virtio0' AND op = 'get_buf' AND token IS NOT NULL" | tail -1 | tr -d '\r'
}

value() { # FIGURE < lines FIGURE,VALUE
  awk -F, -v figure="$1" '$1 == figure { print $2 }'
}

figures_of() { # POLICY: what is compared
  case $1 in
    strict) echo maps unmaps entries_set invalidations_range iotlb_misses reuse_p50_ns;;
    lazy) echo maps unmaps invalidations_global stale_p50_ns reuse_p50_ns;;
    swiotlb) echo maps unmaps bounces bounced_bytes copied_bytes;;
  esac
}

cell() { # PREDICTED RECORDED
  awk -v p="$1" -v r="$2" 'BEGIN { if (p == "" || r == "") print "-"; else printf "%d / %d (%+.1f %%)", p, r, r == 0 ? 0 : (p - r) * 100 / r }'
}

# Flushes come from a timer: a run that took longer has more of them.
rate() { # COUNT SECONDS
  awk -v n="$1" -v s="$2" 'BEGIN { if (n != "" && s > 0) printf "%d", n / s + 0.5 }'
}

compare() { # PREDICTED-FROM AS: a row per figure, a column per seed; recordings are named policy-KIND-SEED
  local from=$1 as=$2 figure seed line
  for figure in $(figures_of "$as"); do
    line="| $from | $as | $figure |"
    for seed in $seeds; do
      line="$line $(cell "$(figures "$LAB/share/out/policy-$from-$seed" "$as" | value "$figure")" \
        "$(figures "$LAB/share/out/policy-$as-$seed" recorded | value "$figure")") |"
    done
    echo "$line"
  done
  [ "$as" = lazy ] || return 0
  line="| $from | $as | invalidations_global per second |"
  for seed in $seeds; do
    local a=$LAB/share/out/policy-$from-$seed b=$LAB/share/out/policy-$as-$seed
    line="$line $(cell "$(rate "$(figures "$a" lazy | value invalidations_global)" "$(seconds "$a")")" \
      "$(rate "$(figures "$b" recorded | value invalidations_global)" "$(seconds "$b")")") |"
  done
  echo "$line"
}

table() {
  local from as seed
  echo "Predicted / recorded (difference), three boots each:"; echo
  echo "| recording | replayed as | figure |$(for seed in $seeds; do printf ' seed %s |' "$seed"; done)"
  echo "|---|---|---|$(for seed in $seeds; do printf -- '---|'; done)"
  for as in strict lazy swiotlb; do for from in strict lazy swiotlb bypass; do compare "$from" "$as"; done; done
  echo; echo "Shipped recordings, requests of 64 KiB and 4 KiB:"; echo
  echo "| recording | replayed as | compared with | figure | predicted / recorded |"
  echo "|---|---|---|---|---|"
  while read -r from as with; do
    for figure in $(figures_of "$as"); do
      echo "| $from | $as | $with | $figure | $(cell "$(figures "$shipped/$from" "$as" | value "$figure")" \
        "$(figures "$shipped/$with" recorded | value "$figure")") |"
    done
  done <<EOF
blk-strict-612 strict blk-strict-612
blk-lazy-73 strict blk-strict-612
blk-swiotlb-612 strict blk-strict-612
blk-lazy-73 lazy blk-lazy-73
blk-strict-612 lazy blk-lazy-73
blk-strict-612 swiotlb blk-swiotlb-612
blk-swiotlb-612 swiotlb blk-swiotlb-612
EOF
}

update() { # FILE
  table > "$work/table.md"
  awk -v table="$work/table.md" '
    /^<!-- policy-validation -->$/ { print; print ""; while ((getline line < table) > 0) print line; print ""; skip = 1 }
    /^<!-- \/policy-validation -->$/ { skip = 0 }
    !skip && !/^<!-- policy-validation -->$/ { print }' "$1" > "$work/page.md"
  cp "$work/page.md" "$1"
}

case ${1:-all} in
  record) record_all;;
  table) table;;
  update) update "$2";;
  all) record_all; table;;
  *) sed -n '5,14s/^# \{0,1\}//p' "$0"; exit 2;;
esac

# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
#
# Runs in the guest, started by nights.sh: records the same workload again and again in one boot, to /host/out/nights/ROUND-NUMBER. The
# workload is 300 reads and 300 writes of one page and three correct transfers by the driver that also knows how to be wrong. Two more
# recordings follow: `bug` with two double mappings by that driver, `loss` with a ring buffer that holds half of it.
#   round     which boot this is         recordings     how many, without those two
T=/sys/kernel/tracing
K=/lib/modules/$(uname -r)
cp -r /host/trace-cmd /tmp/
cp /host/dmabugs-$(uname -r).ko /tmp/dmabugs.ko
TC="/tmp/trace-cmd/ld-linux-x86-64.so.2 --library-path /tmp/trace-cmd /tmp/trace-cmd/trace-cmd"
cd /tmp
sed -n '/^probe() {/,/^# ---- Recording/p' /host/guest-work.sh > probes.sh
. ./probes.sh
echo mono > $T/trace_clock
set_probes
insmod $K/virtio_blk.ko
# what it has read and where it lies is the same for all of them
dd if=/dev/vda of=/dev/null bs=4k count=300 iflag=direct 2>/dev/null

events="-e dma -e iommu -e swiotlb -e vq -e irq:irq_handler_entry"

# NAME DOUBLE-MAPPINGS RECORDING-COMMAND...
nightly_recording() {
  local out=/host/out/nights/$round-$1 name=$1 double=$2
  shift 2
  cat > work.sh <<EOW
dd if=/dev/vda of=/dev/null bs=4k count=300 iflag=direct
dd if=/dev/zero of=/dev/vda bs=4k count=300 oflag=direct
insmod /tmp/dmabugs.ko n_ok=3 n_double=$double n_leak=0 n_size=0 n_dir=0 n_twice=0 n_never=0 n_sync=0 n_uaf=0 n_wild=0 n_wfunc=0 n_subpage=0 n_syncrange=0 n_syncdir=0
rmmod dmabugs
EOW
  "$@" > record.log 2>&1
  mkdir -p $out
  cp trace.dat $out/
  for d in /sys/bus/virtio/devices/*; do echo $(basename $d) $(basename $(readlink -f $d/..)) $(cat $d/device) $(cat $d/features) $(basename $(readlink -f $d/driver)); done > $out/virtio-devices.txt
  uname -a > $out/uname.txt; cat /proc/cmdline >> $out/uname.txt
  echo "recorded $round-$name at $(cut -d' ' -f1 /proc/uptime)"
}
whole() { $TC record -C mono -b 20000 -o trace.dat $events sh work.sh; }
# nobody empties the buffer: what comes later overwrites what came first
overrun() { $TC start -C mono -b 500 $events; sh work.sh; $TC stop; $TC extract -o trace.dat; }

i=1
while [ $i -le $recordings ]; do
  nightly_recording $(printf %02d $i) 0 whole
  i=$((i + 1))
done
nightly_recording bug 2 whole
nightly_recording loss 0 overrun

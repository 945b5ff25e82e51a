# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
#
# Runs in the guest: records the DMA of a disk and of dmabugs with perf and, around it, with trace-cmd. Made dma.perf.data of the tests.
# On the host, before: a folder with perf and the libraries it is linked with, and then
#   mkdir -p $LAB/share/perf; cp -L $(command -v perf) $(ldd $(command -v perf) | grep -oE '/[^ ]+') $LAB/share/perf/
#   ./lab.sh run perf-work.sh 6.12 intel on "iommu.strict=1 lab.modargs=n_double=1,n_leak=1,n_size=1" -device edu
# With lab.stacks=1 perf, an instance of ftrace, whose text is kept, and trace-cmd record call stacks, too: stacks.* of the tests.
for w in $(cat /proc/cmdline); do case $w in lab.*) k=${w#lab.}; eval "${k%%=*}=${k#*=}";; esac; done
K=/lib/modules/$(uname -r)
OUT=/host/out/run; mkdir -p $OUT
# from memory: reading them from the shared folder would be in the recording
cp -r /host/trace-cmd /host/perf /host/dmabugs-$(uname -r).ko /tmp/
TC="/tmp/trace-cmd/ld-linux-x86-64.so.2 --library-path /tmp/trace-cmd /tmp/trace-cmd/trace-cmd"
PERF="/tmp/perf/ld-linux-x86-64.so.2 --library-path /tmp/perf /tmp/perf/perf"
cd /tmp; sync; sleep 1
T=/sys/kernel/tracing
if [ -n "$stacks" ]; then
  perfargs=-g; traceargs=-T
  mkdir $T/instances/text; echo mono > $T/instances/text/trace_clock; echo 8000 > $T/instances/text/buffer_size_kb
  echo 1 > $T/instances/text/options/stacktrace
fi
cat > work.sh <<EOW
insmod $K/virtio_blk.ko
dd if=/dev/vda of=/dev/null bs=64k count=10 iflag=direct
dd if=/dev/zero of=/dev/vda bs=4k count=10 oflag=direct
insmod /tmp/dmabugs-$(uname -r).ko $(echo $modargs | tr , " ")
EOW
echo "$PERF record $perfargs -a -k CLOCK_MONOTONIC -B -N --no-bpf-event -m 256 -e 'dma:*' -e 'iommu:*' -o /tmp/dma.perf.data sh work.sh" > perf.sh
[ -n "$stacks" ] && echo 1 > $T/instances/text/events/dma/enable
$TC record $traceargs -C mono -b 8000 -o /tmp/trace.dat -e dma -e iommu sh perf.sh 2>&1 | tail -30
cp trace.dat dma.perf.data $OUT/
if [ -n "$stacks" ]; then
  cat $T/instances/text/trace > $OUT/trace.txt
  $PERF script --ns -i dma.perf.data > $OUT/perf-script.txt 2> $OUT/perf-script.err
fi

# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
#
# Runs in the guest: what `dmatape record` and `trace-cmd record` spend on the same events at the same time, each in an instance of its own.
#   lab.sh run guest-cost.sh 6.12 intel on "iommu.strict=1 lab.tool=dmatape lab.name=cost lab.n=2000"
T=/sys/kernel/tracing
for w in $(cat /proc/cmdline); do case $w in lab.*) k=${w#lab.}; eval "${k%%=*}=${k#*=}";; esac; done
export DMATAPE_JAVA=/opt/java/bin/java DMATAPE_START_CACHE=off
mkdir -p /host/out/$name; cp -r /host/trace-cmd /tmp/; cd /tmp
insmod /lib/modules/$(uname -r)/virtio_blk.ko
/opt/dmatape/bin/dmatape record $(echo "$recordargs" | tr , ' ') -o /tmp/$name.tape 2> /tmp/agent.err &
agent=$!
while [ "$(cat $T/instances/*/tracing_on 2>/dev/null | tail -1)" != 1 ] && kill -0 $agent; do usleep 500000; done
group=$(ls $T/events | grep ^dmatape)
events=""; for s in dma iommu swiotlb intel_iommu $group; do [ -d $T/events/$s ] && events="$events -e $s"; done
/tmp/trace-cmd/ld-linux-x86-64.so.2 --library-path /tmp/trace-cmd /tmp/trace-cmd/trace-cmd record -B beside -C mono -b 20000 -o /tmp/trace.dat $events > /tmp/trace-cmd.out 2>&1 &
traced=$!
while [ "$(cat $T/instances/beside/tracing_on 2>/dev/null)" != 1 ]; do usleep 500000; done
sleep 5
# clock ticks a process and its threads have used, of all processes whose command line has that word
ticks() {
  local p sum=0
  for p in /proc/[0-9]*; do
    tr '\0' ' ' < $p/cmdline 2>/dev/null | grep -q "$1" && sum=$((sum + $(sed 's/.*) //' $p/stat 2>/dev/null | awk '{print $12 + $13}')))
  done
  echo $sum
}
a0=$(ticks org.dmatape\\\|dmatape-cli); b0=$(ticks ld-linux)
for phase in 1 2 3; do
  dd if=/dev/vda of=/dev/null bs=4k count=${n:-2000} iflag=direct 2>/dev/null
  sleep 3
  a1=$(ticks org.dmatape\\\|dmatape-cli); b1=$(ticks ld-linux)
  echo "phase $phase: dmatape record $((a1 - a0)) ticks, trace-cmd record $((b1 - b0)) ticks of 10 ms"
  a0=$a1; b0=$b1
done
kill -INT $traced; wait $traced
kill -TERM $agent; wait $agent # a shell lets its background processes ignore INT
cat /tmp/agent.err; tail -4 /tmp/trace-cmd.out
grep -h . $T/instances/*/per_cpu/cpu*/stats 2>/dev/null | grep -E "overrun|dropped"
cp -r /tmp/$name.tape /tmp/trace.dat /host/out/$name/

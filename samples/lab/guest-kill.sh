# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
#
# Runs in the guest: kills `dmatape record` at random moments while a disk is busy, again and again, and says what is left in tracefs.
#   lab.sh run guest-kill.sh 6.12 intel on "iommu.strict=1 lab.tool=dmatape lab.name=kill lab.n=100"
# The tapes land in the shared folder's out/kill: every one must open (`dmatape check`).
T=/sys/kernel/tracing
for w in $(cat /proc/cmdline); do case $w in lab.*) k=${w#lab.}; eval "${k%%=*}=${k#*=}";; esac; done
export DMATAPE_JAVA=/opt/java/bin/java DMATAPE_START_CACHE=off
mkdir -p /host/out/$name; cd /tmp
insmod /lib/modules/$(uname -r)/virtio_blk.ko
while :; do dd if=/dev/vda of=/dev/null bs=4k count=2000 iflag=direct 2>/dev/null; done &
load=$!
i=0
while [ $i -lt ${n:-100} ]; do
  i=$((i + 1)); tape=/tmp/kill-$i.tape
  /opt/dmatape/bin/dmatape record --quiet --events ${events:-dma,virtqueue} --flush-interval 1s -o $tape 2> /tmp/kill.err &
  agent=$!
  waited=0
  while [ -z "$(find $tape* -name '*.arrow*' 2>/dev/null | head -1)" ] && [ $waited -lt 240 ] && kill -0 $agent 2>/dev/null; do usleep 250000; waited=$((waited + 1)); done
  usleep $(awk -v s=$i 'BEGIN { srand(s * 7919); print int(rand() * 3000000) }')
  uptime=$(cut -d' ' -f1 /proc/uptime)
  kill -9 $agent || cat /tmp/kill.err
  wait $agent 2>/dev/null
  echo "kill $i at $uptime: $(ls $T/instances | wc -l) instances, $(grep -c dmatape $T/dynamic_events) probes left"
  echo $uptime > /tmp/killed-at; cp -r $tape* /host/out/$name/ 2>/dev/null; cp /tmp/killed-at /host/out/$name/kill-$i.at; rm -rf $tape*
done
/opt/dmatape/bin/dmatape record --cleanup
kill $load
echo "after record --cleanup: $(ls $T/instances | wc -l) instances, $(grep -c dmatape $T/dynamic_events) probes left"

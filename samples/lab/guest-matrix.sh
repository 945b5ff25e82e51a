# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
#
# Runs in the guest, for matrix.sh: makes one recording after the other, as the lines of /host/matrix/NAME say (NAME: lab.name). A line is
#   RECORDING KEY=VALUE...       commas stand for spaces within a value, + between the steps of before, work and after
#   how=      record (default) | extract | instance | two | graph | text | pipe | v6    what records, see below
#   clock=    the trace clock (mono)         systems= event systems (dma,iommu,swiotlb,vq; those the kernel has)
#   tc=       more arguments of trace-cmd    option= one of tracefs' options, turned on
#   before=, work=, after=    steps, before, while and after the recording: functions of this file with their arguments
T=/sys/kernel/tracing
for w in $(cat /proc/cmdline); do case $w in lab.*) k=${w#lab.}; eval "${k%%=*}=${k#*=}";; esac; done
K=/lib/modules/$(uname -r)
cp -r /host/trace-cmd /host/dmabugs-$(uname -r).ko /tmp/
TC="/tmp/trace-cmd/ld-linux-x86-64.so.2 --library-path /tmp/trace-cmd /tmp/trace-cmd/trace-cmd"
cd /tmp
sed -n '/^probe() {/,/^}/p;/^line() {/p;/^set_probes() {/,/^}/p' /host/guest-work.sh > probes.sh; . ./probes.sh

# ---- Steps ------------------------------------------------------------------------------------------------------------------------------
cat > steps.sh <<EOS
K=$K; KO=/tmp/dmabugs-$(uname -r).ko
EOS
cat >> steps.sh <<'EOS'
load() { for m in $*; do insmod $K/$m.ko; done; }
node() { [ -e /dev/$1 ] || mknod /dev/$1 b $(tr : ' ' < /sys/block/$1/dev); }
disk() { load virtio_blk; node vda; }

# the faulty driver; its devices may be probed at the same time, then the last one to finish is waited for
bugs() {
  n=$(grep -l 0x11e8 /sys/bus/pci/devices/*/device | wc -l); was=$(dmesg | grep -c "dmabugs is done")
  insmod $KO $*
  i=0; while [ $(($(dmesg | grep -c "dmabugs is done") - was)) -lt $n ] && [ $i -lt 200 ]; do usleep 100000; i=$((i + 1)); done
  rmmod dmabugs
}

# requests of the disk: large reads and small writes, four readers at once, a reader that goes on behind the next steps
blk() {
  disk
  dd if=/dev/vda of=/dev/null bs=64k count=${1:-40} iflag=direct
  dd if=/dev/zero of=/dev/vda bs=4k count=${1:-40} oflag=direct
} 2>/dev/null
par() {
  disk
  for i in 0 1 2 3; do dd if=/dev/vda of=/dev/null bs=4k skip=$((i*2000)) count=${1:-60} iflag=direct & done; wait
} 2>/dev/null
busy() { disk; dd if=/dev/vda of=/dev/null bs=4k count=${1:-2000} iflag=direct & usleep 200000; } 2>/dev/null

# a virtio device goes and comes back: by its driver, by its PCI device, by its transport's driver
slot() { readlink -f /sys/bus/virtio/devices/$1/.. ; }
unbind() {
  load virtio_blk
  echo $1 > /sys/bus/virtio/devices/$1/driver/unbind; usleep 100000
  echo $1 > /sys/bus/virtio/drivers/virtio_blk/bind
}
remove() { s=$(slot $1); echo 1 > $s/remove; usleep 100000; echo 1 > /sys/bus/pci/rescan; usleep 300000; }
unbind_pci() {
  s=$(basename $(slot $1))
  echo $s > /sys/bus/pci/drivers/virtio-pci/unbind; usleep 100000
  echo $s > /sys/bus/pci/drivers/virtio-pci/bind; usleep 200000
}

cpu() { echo $2 > /sys/devices/system/cpu/cpu$1/online; usleep 100000; } # NUMBER 0|1
EOS
steps() { # FILE STEPS: a script that does them
  { echo ". /tmp/steps.sh"; echo "$2" | tr + '\n' | tr , ' '; } > $1
}

# ---- Recording --------------------------------------------------------------------------------------------------------------------------
make_recording() { # LINE of the matrix
  local recording=$1 how=record clock=mono systems=dma,iommu,swiotlb,vq tc="-b,20000" option="" before=: work=: after=: events="" s; shift
  for w in "$@"; do eval "${w%%=*}='${w#*=}'"; done
  local out=/host/out/$name/$recording; mkdir -p $out
  for s in $(echo $systems | tr , ' '); do [ -d $T/events/$(echo $s | tr : /) ] && events="$events -e $s"; done
  tc=$(echo $tc | tr , ' ')
  steps before.sh "$before"; steps work.sh "$work"; steps after.sh "$after"
  sh before.sh
  [ -z "$option" ] || echo 1 > $T/options/$option
  rm -f trace*.dat
  case $how in
    record)   $TC record -C $clock $tc -o trace.dat $events sh work.sh;;
    v6)       $TC record -C $clock $tc --file-version 6 -o trace.dat $events sh work.sh;;
    extract)  # the ring of a kernel that was told to trace, taken out afterwards
              $TC start -C $clock $tc $events; sh work.sh; $TC stop; $TC extract -o trace.dat;;
    instance) $TC record -B lab -C $clock $tc -o trace.dat $events sh work.sh; $TC reset -B lab -d;;
    two)      # half of the events in one buffer, half in another
              $TC record -C $clock $tc -e dma -e iommu -B queues -C $clock -e vq -e swiotlb -o trace.dat sh work.sh; $TC reset -B queues -d;;
    graph)    $TC record -p function_graph -g "*dma_map*" -C $clock $tc -o trace.dat $events sh work.sh;;
    text)     echo 20000 > $T/buffer_size_kb
              $TC start -C $clock $events; sh work.sh; $TC stop; cat $T/trace > $out/trace.txt; $TC extract -o trace.dat;;
    pipe)     echo 20000 > $T/buffer_size_kb
              $TC start -C $clock $events; cat $T/trace_pipe > trace.txt & p=$!; sh work.sh; $TC stop; usleep 500000; kill $p; cp trace.txt $out/;;
  esac 2>&1 | grep -vE 'in_addr_any|^CPU|^ *[a-z ]*: *[0-9.]+$|^$'
  $TC reset > /dev/null 2>&1; echo > $T/dynamic_events; set_probes
  [ -z "$option" ] || echo 0 > $T/options/$option
  sh after.sh
  [ -e trace.dat ] && cp trace*.dat $out/
  dmesg > $out/dmesg.txt
  for d in /sys/bus/virtio/devices/*; do echo $(basename $d) $(basename $(readlink -f $d/..)) $(cat $d/device) $(cat $d/features) $(basename $(readlink -f $d/driver)) ; done > $out/virtio-devices.txt
  uname -a > $out/uname.txt; cat /proc/cmdline >> $out/uname.txt
  echo "made $recording"
}

set_probes
while read -r entry; do
  # shellcheck disable=SC2086
  [ -z "$entry" ] || make_recording $entry < /dev/null
done < /host/matrix/$name

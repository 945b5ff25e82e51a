#!/bin/busybox sh
# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
#
# In the guest: gives QEMU's edu device to VFIO, and makes the mappings that a device (lab.device=) has on /host/onto.tape once more in the IOMMU it is behind. ftrace records
# what the IOMMU is asked for meanwhile.
M=/host/vfio-$(uname -r)
device=$(for d in /sys/bus/pci/devices/*; do grep -q 0x1234 $d/vendor && grep -q 0x11e8 $d/device && basename $d; done)
# a kernel has them in one module or in several
for m in irqbypass vfio vfio_virqfd vfio_iommu_type1 vfio-pci-core vfio-pci; do [ -f $M/$m.ko ] && insmod $M/$m.ko; done
echo Y > /sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts
echo vfio-pci > /sys/bus/pci/devices/$device/driver_override
echo $device > /sys/bus/pci/drivers_probe

cd /sys/kernel/tracing
echo 65536 > buffer_size_kb
echo 1 > events/iommu/map/enable
echo 1 > events/iommu/unmap/enable
for w in $(cat /proc/cmdline); do case $w in lab.device=*) recorded=${w#*=};; esac; done
export JAVA_HOME=/opt/java HOME=/tmp DMATAPE_START_CACHE=off
onto="replay /host/onto.tape --device $recorded --onto $device"
/opt/dmatape/bin/dmatape $onto > /host/out/onto.txt 2> /host/out/onto.err
echo "exit $?" >> /host/out/onto.txt
echo 0 > tracing_on
cat trace > /host/out/onto.trace
cat per_cpu/cpu*/stats | grep -E 'overrun|dropped' > /host/out/onto.lost
/opt/dmatape/bin/dmatape $onto --format json > /host/out/onto.json 2>> /host/out/onto.err

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
#
# The guest lab on arm64, behind an emulated SMMUv3: boots Debian's 6.12 for arm64, runs a workload of guest-work.sh in it and records that
# with trace-cmd and by QEMU. Needs 'lab.sh setup' first: the faulty driver is built with its headers and tools. bugs-smmu-612 was made so.
#
#   arm64.sh setup                                 install QEMU and a compiler for arm64, download the kernel, build initramfs and driver
#   arm64.sh record NAME "KERNEL ARGUMENTS" [QEMU ARGUMENTS...]
#
# e.g. arm64.sh record bugs-smmu "iommu.strict=1 lab.work=bugs" -device edu
# Everything is kept under $LAB/arm64; recordings land in $LAB/arm64/share/out/NAME.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
LAB=${LAB:-$HERE/.lab}
ARM=$LAB/arm64

# apt for another architecture, with lists of its own
apt_of_arm() { local cmd=$1; shift; "$cmd" -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State::status=/dev/null \
  -o Dir::Etc::sourcelist="$ARM/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::Lists="$ARM/apt/lists" \
  -o Dir::Cache="$ARM/apt/cache" "$@"; }

setup() {
  local image p d f
  mkdir -p "$ARM"/apt/{lists,cache}/partial "$ARM"/pkg "$ARM"/root "$ARM"/share/{out,trace-cmd}
  apt-get update -q && apt-get install -y -q --no-install-recommends qemu-system-arm ipxe-qemu gcc-aarch64-linux-gnu
  sed 's/\[signed/[arch=arm64 signed/' "$LAB/apt/sources.list" > "$ARM/apt/sources.list"
  apt_of_arm apt-get update -q
  image=$(apt_of_arm apt-cache search '^linux-image-6\.12\.[0-9]+\+deb12-arm64-unsigned$' | awk '{print $1}' | sort -V | tail -1)
  (cd "$ARM/pkg"
   for p in "$image" "$(sed 's/image/headers/; s/-unsigned//' <<< "$image")"; do apt_of_arm apt-get download -q "$p"; done
   for p in busybox-static trace-cmd libtracefs1 libtraceevent1 libzstd1 zlib1g libc6; do apt_of_arm apt-get download -q "$p/bookworm"; done
   for d in ./*.deb; do dpkg -x "$d" "$ARM/root"; done)
  for f in usr/bin/trace-cmd lib/ld-linux-aarch64.so.1; do cp -L "$ARM/root/$f" "$ARM/share/trace-cmd/"; done
  find "$ARM/root" -path '*aarch64-linux-gnu*' -name 'lib*.so*' \
    \( -name 'libc.so*' -o -name 'libtrace*' -o -name 'libzstd*' -o -name 'libz.*' -o -name 'lib[mp]*.so*' -o -name 'lib[dr][lt]*.so*' \) \
    -exec cp -L {} "$ARM/share/trace-cmd/" \;
  truncate -s 64M "$ARM/disk.img"
  initramfs "$ARM"/root/lib/modules/6.12.*
  driver
}

initramfs() { # MODULES_FOLDER: of what the lab needs only these are modules
  local mods=$1 v r n f; v=$(basename "$mods"); r=$(mktemp -d)
  mkdir -p "$r"/{bin,proc,sys,dev,host,tmp,lib/modules/"$v"}; cp "$ARM/root/bin/busybox" "$r/bin/"
  for n in netfs fscache 9pnet 9pnet_virtio 9p virtio_blk failover net_failover virtio_net; do
    f=$(find "$mods" -name "$n.ko*" | head -1); [ -z "$f" ] && continue
    cp "$f" "$r/lib/modules/$v/"; f=$r/lib/modules/$v/$(basename "$f")
    case $f in *.xz) xz -d "$f";; *.zst) zstd -q --rm -d "$f";; esac
  done
  install -m 755 "$HERE/guest-init.sh" "$r/init"
  (cd "$r" && find . | cpio -o -H newc --quiet | gzip -1) > "$ARM/initramfs.gz"; rm -rf "$r"
  cp "$ARM/root/boot/vmlinuz-$v" "$ARM/vmlinuz"
}

driver() { # the common headers and the tools, which run here, are those of lab.sh
  local headers v; headers=$(echo "$ARM"/root/usr/src/linux-headers-6.12.*-arm64); v=$(basename "${headers#*linux-headers-}")
  ln -sfn "$headers" "/usr/src/linux-headers-$v"
  for d in "$LAB"/root/usr/src/linux-headers-6.12.*-common "$LAB"/root/usr/lib/linux-kbuild-6.12.*; do ln -sfn "$d" "${d#"$LAB/root"}"; done
  ln -sfn "$(echo "$LAB"/root/usr/lib/linux-kbuild-6.12.*)" "$ARM/root/usr/lib/"
  mkdir -p "$ARM/driver"; cp "$HERE/dmabugs.c" "$HERE/Makefile" "$ARM/driver/"
  make -s -C "/usr/src/linux-headers-$v" M="$ARM/driver" ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu- CC=aarch64-linux-gnu-gcc modules
  cp "$ARM/driver/dmabugs.ko" "$ARM/share/dmabugs-$v.ko"
}

# Only with guest_errors does QEMU tell the address of a fault.
record() { # NAME "KERNEL ARGUMENTS" [QEMU ARGUMENTS...]
  local name=$1 args=$2 out; out=$ARM/share/out/$1; shift 2
  mkdir -p "$out"; cp "$HERE"/guest-*.sh "$ARM/share/"
  timeout "${TIMEOUT:-400}" qemu-system-aarch64 -machine virt,iommu=smmuv3,gic-version=3 -cpu cortex-a57 -smp 2 -m 1024 \
    -nographic -no-reboot -nodefaults -serial stdio -monitor none -kernel "$ARM/vmlinuz" -initrd "$ARM/initramfs.gz" \
    -append "console=ttyAMA0 panic=-1 quiet lab.name=$name $args" \
    -drive file="$ARM/disk.img",if=none,format=raw,id=d0 -device virtio-blk-pci,drive=d0,iommu_platform=on,disable-legacy=on \
    -virtfs "local,path=$ARM/share,mount_tag=lab,security_model=none" -msg timestamp=on -d guest_errors -trace 'virtqueue_*' \
    -trace virtio_queue_notify -trace 'virtio_notify*' -trace 'smmuv3_*' -trace virtio_set_status -D "$out/qemu.log" "$@" < /dev/null
  ls -l "$out"
}

case ${1:-} in setup|record) cmd=$1; shift; "$cmd" "$@";; *) sed -n '5,13s/^# \{0,1\}//p' "$0"; exit 2;; esac

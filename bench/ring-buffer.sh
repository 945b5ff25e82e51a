#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Copyright The dmatape authors
# See ring-buffer.c.
set -eu
instance=/sys/kernel/tracing/instances/ring-buffer
mkdir $instance
trap 'rmdir $instance' EXIT
echo 0 > $instance/tracing_on
for kib in 4 64; do
    echo $kib > $instance/buffer_subbuf_size_kb
    echo 200000 > $instance/buffer_size_kb
    for how in read mmap read mmap read mmap; do
        echo > $instance/trace
        echo 1 > $instance/events/raw_syscalls/enable
        echo 1 > $instance/tracing_on
        taskset -c 0 dd if=/dev/zero of=/dev/null bs=1 count=900000 2> /dev/null
        echo 0 > $instance/tracing_on
        "$1" $instance/per_cpu/cpu0/trace_pipe_raw $how $((kib * 1024))
    done
done

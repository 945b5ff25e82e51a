// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
//
// What it costs to get full pages out of the kernel's ring buffer, every byte looked at: with read() on trace_pipe_raw, and through the
// memory-mapped ring buffer (kernel 6.10 and later; struct trace_buffer_meta of linux/trace_mmap.h). As root:
//   gcc -O2 -o /tmp/ring-buffer bench/ring-buffer.c && bench/ring-buffer.sh /tmp/ring-buffer
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#define GET_READER _IO('R', 0x20)
#define LENGTH_MASK 0xfffff
#define BLOCK_BYTES (1 << 20)

struct meta {
    uint32_t meta_page_size, meta_struct_len, subbuf_size, nr_subbufs;
    struct {
        uint64_t lost_events;
        uint32_t id, read;
    } reader;
    uint64_t flags, entries, overrun, read, reserved1, reserved2;
};

static uint64_t sum;

static uint64_t add_page(const char *page) {
    uint64_t length = *(const uint64_t *)(page + 8) & LENGTH_MASK;
    for (uint64_t i = 0; i < length; i += 8)
        sum += *(const uint64_t *)(page + 16 + i);
    return length;
}

static double cpu_us(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

static long with_read(int fd, int page_bytes) {
    char *block = aligned_alloc(65536, BLOCK_BYTES);
    long pages = 0;
    for (int at = 0; read(fd, block + at, page_bytes) > 0; pages++) {
        add_page(block + at);
        at = at + 2 * page_bytes > BLOCK_BYTES ? 0 : at + page_bytes;
    }
    return pages;
}

static long with_mmap(int fd) {
    struct meta *meta = mmap(0, 4096, PROT_READ, MAP_SHARED, fd, 0);
    if (meta == MAP_FAILED)
        return -1;
    char *data = mmap(0, (size_t)meta->subbuf_size * meta->nr_subbufs, PROT_READ, MAP_SHARED, fd, meta->meta_page_size);
    long pages = 0;
    for (uint32_t last = 0; ioctl(fd, GET_READER) == 0; pages++) {
        uint32_t id = meta->reader.id;
        if ((pages && id == last) || add_page(data + (size_t)id * meta->subbuf_size) == 0)
            break;
        last = id;
    }
    return pages;
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: ring-buffer trace_pipe_raw read|mmap PAGE_BYTES\n");
        return 2;
    }
    int fd = open(arguments[1], O_RDONLY | O_NONBLOCK);
    double before = cpu_us();
    long pages = strcmp(arguments[2], "mmap") ? with_read(fd, atoi(arguments[3])) : with_mmap(fd);
    double used = cpu_us() - before;
    printf("%s: %ld pages of %s bytes, %.2f us of CPU each (%lx)\n", arguments[2], pages, arguments[3], used / pages, (unsigned long)sum);
    return pages <= 0;
}

// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware.internal.vfio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.dmatape.replay.hardware.AddressSpace;
import org.dmatape.replay.hardware.HardwareException;
import org.dmatape.replay.hardware.PciAddress;
import org.dmatape.replay.hardware.Permission;

/// A VFIO container with one group in it: an IOMMU domain of this process. Whatever is mapped lies over the same lent
/// memory, for nothing is going to use it. Belongs to one thread.
public final class VfioContainer implements AddressSpace {

    private static final Path CONTAINER = Path.of("/dev/vfio/vfio");

    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int ENOMEM = 12;
    private static final int EBUSY = 16;
    private static final int ENODEV = 19;

    private static final long MOST_LENT_BYTES = 1 << 30;
    private static final long SMALLEST_PAGE_BYTES = 4096;

    /// As many as it takes until Java compiles a method for good.
    private static final int WARM_UP_CALLS = 10_000;

    private final Arena arena = Arena.ofConfined();
    private final SystemCalls calls = new SystemCalls(arena);
    private final MemorySegment mapArgument = arena.allocate(VfioRequest.MAP_BYTES, Long.BYTES);
    private final MemorySegment unmapArgument = arena.allocate(VfioRequest.UNMAP_BYTES, Long.BYTES);
    private final VfioGroup group;
    private LentMemory lent = LentMemory.NONE;
    private int containerDescriptor = -1;
    private int groupDescriptor = -1;
    private long pageBytes;

    private VfioContainer(VfioGroup group) {
        this.group = group;
    }

    /// Makes a container of the group of a device.
    ///
    /// @param largestBytes of one mapping, in pages of 4 KiB
    /// @throws HardwareException when this machine does not give it out
    public static VfioContainer open(PciAddress device, long largestBytes) {
        VfioContainer container = new VfioContainer(VfioGroup.of(device));
        try {
            container.attach();
            container.lend(largestBytes);
            return container;
        } catch (RuntimeException failed) {
            container.close();
            throw failed;
        }
    }

    /// Of larger pages as many may be needed: pieces of one buffer may lie in each.
    private void lend(long largestBytes) {
        long pages = Math.clamp(largestBytes, SMALLEST_PAGE_BYTES, MOST_LENT_BYTES) / SMALLEST_PAGE_BYTES;
        long sizeBytes = Math.min(pages * pageBytes, MOST_LENT_BYTES);
        lent = LentMemory.of(calls, sizeBytes);
        require(!lent.isEmpty(), "the machine has no " + sizeBytes + " bytes of memory to map");
    }

    private void attach() {
        containerDescriptor = openFile(CONTAINER);
        require(
                calls.ioctl(containerDescriptor, VfioRequest.GET_API_VERSION, 0) == VfioRequest.API_VERSION
                        && calls.ioctl(containerDescriptor, VfioRequest.CHECK_EXTENSION, VfioRequest.TYPE1_V2) == 1,
                "the VFIO of this kernel has no IOMMU of type 1, version 2: modprobe vfio_iommu_type1");
        groupDescriptor = openFile(group.file());
        require(
                (groupStatus() & VfioRequest.STATUS_VIABLE) != 0,
                "group " + group.number() + " is not given out as long as another driver has one of its devices: "
                        + String.join(", ", group.members()) + "; bind them to vfio-pci, too");
        try (Arena call = Arena.ofConfined()) {
            MemorySegment descriptor = call.allocateFrom(JAVA_INT, containerDescriptor);
            requireDone(
                    calls.ioctl(groupDescriptor, VfioRequest.GROUP_SET_CONTAINER, descriptor.address()),
                    "the group cannot be put into a container");
        }
        int error = calls.ioctl(containerDescriptor, VfioRequest.SET_IOMMU, VfioRequest.TYPE1_V2);
        require(
                error != -EPERM,
                "VFIO gives no device to a user whose interrupts are not remapped: switch on interrupt remapping, or"
                        + " 'echo Y > /sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts' on a machine"
                        + " you trust with it");
        requireDone(error, "the IOMMU cannot be attached");
        pageBytes = Long.lowestOneBit(pageSizes());
        require(pageBytes > 0, "the IOMMU tells no page size");
        warmUp();
    }

    /// Has Java compile the way into the kernel before anything is measured.
    private void warmUp() {
        for (int i = 0; i < WARM_UP_CALLS; i++) {
            requireDone(
                    calls.ioctl(containerDescriptor, VfioRequest.GET_API_VERSION, 0),
                    "the container does not answer any more");
        }
    }

    private int openFile(Path file) {
        int descriptor = calls.open(file);
        if (descriptor < 0) {
            throw new HardwareException(file
                    + switch (-descriptor) {
                        case ENOENT, ENODEV -> " is not there: modprobe vfio-pci";
                        case EBUSY -> " is in use by another process";
                        default -> " cannot be opened (error " + -descriptor + "): run as root";
                    });
        }
        return descriptor;
    }

    private int groupStatus() {
        try (Arena call = Arena.ofConfined()) {
            return answer(
                            call,
                            groupDescriptor,
                            VfioRequest.GROUP_GET_STATUS,
                            VfioRequest.STATUS_BYTES,
                            "the group does not tell its state")
                    .get(JAVA_INT, VfioRequest.FLAGS);
        }
    }

    private long pageSizes() {
        try (Arena call = Arena.ofConfined()) {
            return answer(
                            call,
                            containerDescriptor,
                            VfioRequest.IOMMU_GET_INFO,
                            VfioRequest.INFO_BYTES,
                            "the IOMMU does not tell what it can do")
                    .get(JAVA_LONG, VfioRequest.INFO_PAGE_SIZES);
        }
    }

    /// Has the kernel fill a structure in, which begins with its own size.
    private MemorySegment answer(Arena call, int descriptor, long request, int sizeBytes, String failure) {
        MemorySegment structure = call.allocate(sizeBytes, Long.BYTES);
        structure.set(JAVA_INT, VfioRequest.ARGSZ, sizeBytes);
        requireDone(calls.ioctl(descriptor, request, structure.address()), failure);
        return structure;
    }

    private void requireDone(int result, String failure) {
        require(result >= 0, failure + " (error " + -result + ")");
    }

    private void require(boolean isSo, String failure) {
        if (!isSo) {
            throw new HardwareException(group.device() + ": " + failure);
        }
    }

    @Override
    public String description() {
        return group.device() + ", IOMMU group " + group.number() + ", VFIO";
    }

    @Override
    public long pageBytes() {
        return pageBytes;
    }

    @Override
    public int map(long iova, long sizeBytes, Permission permission) {
        if (Long.compareUnsigned(sizeBytes, lent.sizeBytes()) > 0) {
            return ENOMEM;
        }
        mapArgument.set(JAVA_INT, VfioRequest.ARGSZ, VfioRequest.MAP_BYTES);
        mapArgument.set(
                JAVA_INT,
                VfioRequest.FLAGS,
                (permission.reads() ? VfioRequest.MAP_FLAG_READ : 0)
                        | (permission.writes() ? VfioRequest.MAP_FLAG_WRITE : 0));
        mapArgument.set(JAVA_LONG, VfioRequest.MAP_VADDR, lent.address());
        mapArgument.set(JAVA_LONG, VfioRequest.MAP_IOVA, iova);
        mapArgument.set(JAVA_LONG, VfioRequest.MAP_SIZE, sizeBytes);
        return errorOf(calls.ioctl(containerDescriptor, VfioRequest.MAP_DMA, mapArgument.address()));
    }

    @Override
    public int unmap(long iova, long sizeBytes) {
        unmapArgument.set(JAVA_INT, VfioRequest.ARGSZ, VfioRequest.UNMAP_BYTES);
        unmapArgument.set(JAVA_INT, VfioRequest.FLAGS, 0);
        unmapArgument.set(JAVA_LONG, VfioRequest.UNMAP_IOVA, iova);
        unmapArgument.set(JAVA_LONG, VfioRequest.UNMAP_SIZE, sizeBytes);
        return errorOf(calls.ioctl(containerDescriptor, VfioRequest.UNMAP_DMA, unmapArgument.address()));
    }

    private static int errorOf(int result) {
        return result < 0 ? -result : DONE;
    }

    @Override
    public void close() {
        if (groupDescriptor >= 0) {
            calls.close(groupDescriptor);
        }
        if (containerDescriptor >= 0) {
            calls.close(containerDescriptor);
        }
        lent.release(calls);
        arena.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelAddressSpaceTest {

    private static final long PAGE = 0x1000;

    private final ModelAddressSpace space = new ModelAddressSpace(PAGE);

    @Test
    void aPageIsMappedOnce() {
        assertThat(space.map(0x2000, 2 * PAGE, Permission.READ)).isEqualTo(AddressSpace.DONE);

        assertThat(space.map(0x1000, 2 * PAGE, Permission.READ)).isEqualTo(ModelAddressSpace.ALREADY_MAPPED);
        assertThat(space.map(0x3000, PAGE, Permission.WRITE)).isEqualTo(ModelAddressSpace.ALREADY_MAPPED);
        assertThat(space.map(0x4000, PAGE, Permission.WRITE)).isEqualTo(AddressSpace.DONE);
        assertThat(space.peakBytes()).isEqualTo(3 * PAGE);
    }

    @Test
    void onlyWholePagesAreMapped() {
        assertThat(space.map(0x1800, PAGE, Permission.READ)).isEqualTo(ModelAddressSpace.NO_SUCH_RANGE);
        assertThat(space.map(0x1000, 100, Permission.READ)).isEqualTo(ModelAddressSpace.NO_SUCH_RANGE);
        assertThat(space.map(0x1000, 0, Permission.READ)).isEqualTo(ModelAddressSpace.NO_SUCH_RANGE);
        assertThat(space.map(-PAGE, 2 * PAGE, Permission.READ)).isEqualTo(ModelAddressSpace.NO_SUCH_RANGE);
    }

    @Test
    void whatOneCallMappedIsUnmappedAsAWhole() {
        space.map(0x2000, 2 * PAGE, Permission.READ);

        assertThat(space.unmap(0x2000, PAGE)).isEqualTo(ModelAddressSpace.NO_SUCH_RANGE);
        assertThat(space.unmap(0x3000, PAGE)).isEqualTo(ModelAddressSpace.NO_SUCH_RANGE);
        assertThat(space.unmap(0x2000, 2 * PAGE)).isEqualTo(AddressSpace.DONE);
        assertThat(space.unmap(0x2000, 2 * PAGE)).isEqualTo(ModelAddressSpace.NO_SUCH_RANGE);
    }
}

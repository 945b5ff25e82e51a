// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PciAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"0000:00:05.0", "00:05.0", "00:05.00", "0:5.0"})
    void everySpellingMeetsInOne(String text) {
        assertThat(PciAddress.parse(text).map(PciAddress::toString)).contains("0000:00:05.0");
        assertThat(PciAddress.parse(text).map(PciAddress::requesterId)).contains(0x28);
    }

    @ParameterizedTest
    @CsvSource({
        "40, 0000:00:05.0",
        "0x18, 0000:00:03.0",
        "0xff, 0000:00:1f.7",
        "0x1a08, 0000:1a:01.0",
        "0x100f8, 0001:00:1f.0"
    })
    void aSourceIdOrEndpointIsThatDevice(String id, String device) {
        long number = Long.decode(id);

        assertThat(PciAddress.ofRequesterId(number).map(PciAddress::toString)).contains(device);
        assertThat(PciAddress.parse(device).map(PciAddress::requesterId)).contains((int) number);
    }

    @Test
    void aBusAndItsDevfnAreThatDevice() {
        assertThat(PciAddress.ofBusAndDevfn(0x1a, 0x28).map(PciAddress::toString))
                .contains("0000:1a:05.0");
        assertThat(PciAddress.ofBusAndDevfn(0x100, 0)).isEmpty();
        assertThat(PciAddress.ofBusAndDevfn(0, 0x100)).isEmpty();
    }

    @Test
    void textAndNumberOfEveryDeviceOfASegmentAgree() {
        for (int id = 0; id <= 0xffff; id++) {
            String text = PciAddress.ofRequesterId(id).orElseThrow().toString();
            assertThat(PciAddress.parse(text).orElseThrow().requesterId()).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "00:05", "00:20.0", "00:05.8", "virtio0", "00:05.0 ", "12345:00:05.0", "g0:05.0", "00:05.10"
            })
    void whatIsNoPciAddressIsRefused(String text) {
        assertThat(PciAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0x1_0000_0000L, Long.MAX_VALUE})
    void whatIsNoRequesterIdIsRefused(long id) {
        assertThat(PciAddress.ofRequesterId(id)).isEmpty();
    }
}

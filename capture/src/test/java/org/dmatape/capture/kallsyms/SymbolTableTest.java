// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kallsyms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.dmatape.capture.recording.KernelSymbols.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SymbolTableTest {

    private static final String KALLSYMS = """
            0000000000000000 A fixed_percpu_data
            ffffffff81000000 T _text
            ffffffffc0001000 t add\t[virtio]
            ffffffffc0001010 t add\t[another]
            ffffffff81000010 T add
            ffffffff81000020 t add.part.0
            ffffffff81000030 T last""";

    @Test
    void allSymbolsOfANameAreFoundByAscendingAddress() {
        assertThat(find(KALLSYMS, "add"))
                .containsExactly(
                        new Symbol(0xffffffff81000010L, "add"),
                        new Symbol(0xffffffffc0001000L, "add"),
                        new Symbol(0xffffffffc0001010L, "add"));
    }

    @Test
    void addressesAreOrderedWithoutSign() {
        assertThat(find("ffffffff81000000 T high\n0000000000001000 T low\n", "high", "low"))
                .extracting(Symbol::name)
                .containsExactly("low", "high");
    }

    @Test
    void theLastLineNeedsNoEnd() {
        assertThat(find(KALLSYMS, "last")).containsExactly(new Symbol(0xffffffff81000030L, "last"));
    }

    @Test
    void shortAddressesAreThoseOf32BitKernels() {
        assertThat(find("c0100000 T stext\n", "stext")).containsExactly(new Symbol(0xc0100000L, "stext"));
    }

    @Test
    void hiddenAddressesAreNoSymbols() {
        assertThat(find("0000000000000000 T add\n0000000000000000 T sub\n", "add", "sub"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "\n\n", " ", "add", "ffff", "ffff add", "ffff T", "ffff T ", "ffff T \nadd", "\0\0"})
    void brokenTextsHoldNothing(String text) {
        assertThat(find(text, "add")).isEmpty();
    }

    @Test
    void nothingIsReadWhenNothingIsAsked() {
        SymbolTable table = new SymbolTable(() -> {
            throw new AssertionError("decompressed for nothing");
        });

        assertThat(table.find(Set.of())).isEmpty();
    }

    private static List<Symbol> find(String text, String... names) {
        return new SymbolTable(() -> ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))).find(Set.of(names));
    }
}

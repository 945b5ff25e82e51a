// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dmatape.capture.recording.KernelFunctions.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On files that look like those of a kernel that loads modules.
class LiveSymbolsTest {

    private static final long IN_DRIVER = 0xffff_ffff_c050_1010L;
    private static final String KERNEL = "ffffffff81000000 T do_idle\n";
    private static final String DRIVER = "ffffffffc0501000 t fill_ring\t[driver]\n";

    @TempDir
    private Path folder;

    private LiveSymbols symbols = LiveSymbols.ofRunningKernel();

    @BeforeEach
    void aKernelWithoutTheDriver() throws IOException {
        symbols = new LiveSymbols(kallsyms(), modules());
        Files.writeString(kallsyms(), KERNEL);
        Files.writeString(modules(), "virtio 16384 2 virtio_net,virtio_blk, Live 0xffffffffc0100000\n");
    }

    @Test
    void functionsOfAModuleThatIsLoadedLaterAreFound() throws IOException {
        assertThat(symbols.functions().at(IN_DRIVER)).isEmpty();

        Files.writeString(kallsyms(), KERNEL + DRIVER);
        Files.writeString(modules(), """
                driver 16384 0 - Loading 0xffffffffc0501000 (OE+)
                virtio 16384 2 virtio_net,virtio_blk, Live 0xffffffffc0100000
                """);

        assertThat(symbols.functions().at(IN_DRIVER))
                .isEqualTo(Optional.of(new Function(0xffff_ffff_c050_1000L, "fill_ring", "driver")));
    }

    @Test
    void theFunctionsOfItsBeginningAreGoneWhenItHasBegun() throws IOException {
        Files.writeString(kallsyms(), KERNEL + DRIVER);
        Files.writeString(modules(), "driver 16384 0 - Loading 0xffffffffc0501000 (OE+)\n");
        assertThat(symbols.functions().at(IN_DRIVER)).isPresent();

        Files.writeString(kallsyms(), KERNEL);
        Files.writeString(modules(), "driver 16384 0 - Live 0xffffffffc0501000 (OE)\n");

        assertThat(symbols.functions().at(IN_DRIVER)).isEmpty();
    }

    /// The symbols are several MB, and the number of a module's users changes with every file that is opened.
    @Test
    void otherUsersOfAModuleAreNoReasonToReadAgain() throws IOException {
        var before = symbols.functions();

        Files.writeString(modules(), "virtio 16384 3 virtio_net,virtio_blk,driver, Live 0xffffffffc0100000\n");

        assertThat(symbols.functions()).isSameAs(before);
    }

    @Test
    void aKernelWithoutModulesHasFunctionsToo() throws IOException {
        Files.delete(modules());

        assertThat(symbols.functions().at(0xffff_ffff_8100_0001L).map(Function::name))
                .hasValue("do_idle");
    }

    private Path kallsyms() {
        return folder.resolve("kallsyms");
    }

    private Path modules() {
        return folder.resolve("modules");
    }
}

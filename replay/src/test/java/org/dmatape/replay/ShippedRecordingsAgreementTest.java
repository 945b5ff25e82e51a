// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.fixture.MemoryFolder;
import org.dmatape.replay.fixture.Verdicts;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// On every shipped recording the model finds what the checks in SQL find, one by one.
class ShippedRecordingsAgreementTest {

    private static final ShippedRecordings SHIPPED = ShippedRecordings.locate();

    static Stream<String> names() {
        return SHIPPED.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void modelAndChecksAgree(String name, @TempDir(factory = MemoryFolder.class) Path folder) {
        Path tape = folder.resolve(name + ".tape");
        TapeImporter.run(ImportRequest.of(SHIPPED.folder(name), tape), ImportProgress.NONE);

        assertThat(Verdicts.differences(Tape.open(tape))).isEmpty();
    }
}

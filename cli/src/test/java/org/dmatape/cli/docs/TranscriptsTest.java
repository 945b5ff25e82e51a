// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the pages show of the tape that `dmatape demo` makes is what the commands print.
class TranscriptsTest {

    private static final String TAPE = "bugs-612.tape";
    private static final int COLUMNS = 300;

    /// A command, which may go on over several lines inside of quotes, and what it prints up to the next one or to the
    /// end of the block: lines after the prompt that are empty or begin with four spaces.
    private static final Pattern TRANSCRIPT = Pattern.compile(
            "^ {4}\\$ (?:\\./)?dmatape ((?:check|query|cost|cut) [^\"\n]*(?:\"[^\"]*\")?)\n((?:(?! {4}\\$)(?: {4}[^\n]*)?\n)*)",
            Pattern.MULTILINE);

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    private static Path folder;

    record Transcript(String command, String shown) {

        @Override
        public String toString() {
            return command;
        }
    }

    static Stream<Transcript> transcripts() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("../docs/how-to"))) {
            List<Transcript> all = new ArrayList<>();
            for (Path page : Stream.concat(Stream.of(Path.of("../README.md")), pages.sorted())
                    .toList()) {
                TRANSCRIPT
                        .matcher(Files.readString(page))
                        .results()
                        .map(match -> new Transcript(match.group(1), match.group(2)))
                        .filter(transcript -> transcript.command().contains(TAPE))
                        .forEach(all::add);
            }
            return all.stream();
        }
    }

    @BeforeAll
    static void importTheTape() {
        Tapes.of("bugs-612", folder);
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void whatIsShownIsPrinted(Transcript transcript) {
        Cli.Result result = Cli.onTerminal(COLUMNS, arguments(transcript.command()));

        String printed = (result.text() + result.messages()).replace(folder + "/", "");
        assertThat(printed).matches(Pattern.compile(expected(transcript.shown()), Pattern.DOTALL));
    }

    private static String[] arguments(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .map(word -> word.endsWith(".tape") ? folder.resolve(word).toString() : word)
                .toArray(String[]::new);
    }

    /// The lines without their indent, any number of others where three dots stand.
    private static String expected(String shown) {
        return shown.stripTrailing()
                .lines()
                .map(line -> line.isEmpty() ? line : line.substring(4))
                .map(line -> line.equals("...") ? ".*" : Pattern.quote(line) + " *\n")
                .collect(Collectors.joining("", "", "\n*"));
    }
}

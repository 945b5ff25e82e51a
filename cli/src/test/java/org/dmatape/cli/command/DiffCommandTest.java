// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class DiffCommandTest {

    @TempDir
    private static Path folder;

    private static String strict;
    private static String lazy;
    private static String bounced;
    private static String bugs;

    @BeforeAll
    static void importRecordings() {
        strict = Tapes.of("blk-strict-612", folder);
        lazy = Tapes.of("blk-lazy-73", folder);
        bounced = Tapes.of("blk-swiotlb-612", folder);
        bugs = Tapes.of("bugs-612", folder);
    }

    @Test
    void saysFirstThatTheEnvironmentsDiffer() {
        Cli.Result result = Cli.run("diff", strict, lazy);

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.text())
                .containsSubsequence(
                        "The environments differ",
                        "iommu.strict=1",
                        "iommu.strict=0",
                        "tape       invalidation  strict",
                        "lazy",
                        "Costs that changed",
                        "unmap to_device",
                        "improved",
                        "verdict: passed");
    }

    @Test
    void aJobMayFailForNewFindingsOnly() {
        Cli.Result same = Cli.run("diff", "--findings-only", bugs, bugs);
        Cli.Result worse = Cli.run("diff", "--findings-only", strict, bugs);
        Cli.Result better = Cli.run("diff", "--findings-only", bugs, strict);

        assertThat(same.exitCode()).as(same.text()).isZero();
        assertThat(same.text()).endsWith("verdict: passed\n").doesNotContain("regressed", "Costs");
        assertThat(worse.exitCode()).isEqualTo(1);
        assertThat(worse.text())
                .contains(
                        "verdict: regressed\n",
                        "unmap-unmapped: double-unmap, 2 findings on 0000:00:03.0, none before\n")
                .doesNotContain("duration_ns");
        assertThat(better.exitCode()).as(better.text()).isZero();
    }

    @Test
    void whoCannotLookAnyMoreHasNotPassed() {
        String log = folder.resolve("log.tape").toString();
        String faultless = ShippedRecordings.locate()
                .folder("blk-viommu-73")
                .resolve("dmesg.txt")
                .toString();
        assertThat(Cli.run("import", faultless, "-o", log).exitCode()).isZero();

        Cli.Result blind = Cli.run("diff", "--findings-only", bugs, log);

        assertThat(blind.exitCode()).as(blind.text()).isEqualTo(4);
        assertThat(blind.text())
                .endsWith("verdict: inconclusive\n  " + log
                        + " could hide findings: 'dmatape check' is inconclusive on it\n");
    }

    @Test
    void bouncesThatWereNotThereAreARegression() throws Exception {
        Cli.Result result = Cli.run("diff", strict, bounced, "--format", "json");
        JsonNode diff = new JsonMapper().readTree(result.text());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(diff.path("schema").asText()).isEqualTo("dmatape.diff/1");
        assertThat(diff.path("verdict").asText()).isEqualTo("regressed");
        assertThat(texts(diff.path("environment"), "aspect")).contains("memory", "invalidation", "command_line");
        assertThat(regressed(diff)).containsExactly("bounces");
    }

    @Test
    void aTapeComparedWithItselfHasNotChanged() throws Exception {
        Cli.Result result = Cli.run("diff", strict, strict, "--format", "json");
        JsonNode diff = new JsonMapper().readTree(result.text());

        assertThat(result.exitCode()).isZero();
        assertThat(diff.path("environment")).isEmpty();
        assertThat(diff.path("findings")).isEmpty();
        assertThat(diff.path("costs")).isNotEmpty();
        assertThat(texts(diff.path("costs"), "judgement")).isSubsetOf("unchanged", "undecided");
    }

    @Test
    void findingsThatAppearedAreARegressionUnlessToldOtherwise() {
        Cli.Result failed = Cli.run("diff", strict, bugs);

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.text()).contains("double-map: 3 findings on 0000:00:03.0, none before");
        assertThat(Cli.run("diff", strict, bugs, "--fail-on", "never").exitCode())
                .as("no group is large enough to compare costs")
                .isEqualTo(4);
        assertThat(Cli.run("diff", bugs, strict).text()).contains("verdict: inconclusive");
    }

    @Test
    void severalRecordingsASide() throws Exception {
        Cli.Result result = Cli.run("diff", strict, strict, "--with", lazy, "--with", lazy, "--format", "json");
        JsonNode diff = new JsonMapper().readTree(result.text());

        assertThat(diff.path("before")).hasSize(2);
        assertThat(diff.path("after")).hasSize(2);
        assertThat(diff.path("costs").get(0).path("size_before").asInt()).isEqualTo(2 * 906);
    }

    @Test
    void junitHasACasePerCostAndFinding() throws Exception {
        String xml = Cli.run("diff", strict, bounced, "--format", "junit").text();
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));

        int cases = document.getElementsByTagName("testcase").getLength();
        assertThat(document.getDocumentElement().getAttribute("tests")).isEqualTo(Integer.toString(cases));
        assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(2);
    }

    /// Build servers take cases of one name for one case, and a report without failures for a pass.
    @Test
    void junitTellsKindsOfFindingsApartAndWhatCouldNotBeJudged() {
        String worse = Cli.run("diff", "--findings-only", strict, bugs, "--format", "junit")
                .text();
        String undecided = Cli.run("diff", bugs, strict, "--format", "junit").text();

        assertThat(worse.lines().filter(line -> line.contains("<testcase")).map(line -> line.replaceAll("><.*", "")))
                .doesNotHaveDuplicates()
                .anyMatch(line -> line.contains("name=\"unmap-unmapped (double-unmap) on 0000:00:03.0\""));
        assertThat(undecided)
                .contains("<skipped message=\"inconclusive: no group of operations or requests is large enough");
    }

    @Test
    void markdownEscapesWhatCouldBeMarkup() {
        assertThat(Cli.run("diff", strict, bounced, "--format", "md").text())
                .startsWith("## dmatape diff: regressed\n")
                .contains("| host | command\\_line |")
                .contains("| virtio0 req.N 513..8K | bounces mean | 0 | 4 | new | from nothing |");
    }

    @Test
    void aloneOrWithNonsenseIsUsage() {
        assertThat(Cli.run("diff", strict).messages()).contains("diff compares two tapes and got 1");
        assertThat(Cli.run("diff", strict, lazy, "--threshold", "-1").exitCode())
                .isEqualTo(2);
        assertThat(Cli.run("diff", strict, lazy, "--confidence", "100").exitCode())
                .isEqualTo(2);
        assertThat(Cli.run("diff", strict, folder.resolve("nothing").toString()).exitCode())
                .isEqualTo(3);
    }

    private static Set<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.path(field).asText())
                .collect(Collectors.toSet());
    }

    private static Set<String> regressed(JsonNode diff) {
        return StreamSupport.stream(diff.path("costs").spliterator(), false)
                .filter(cost -> cost.path("judgement").asText().equals("regressed"))
                .map(cost -> cost.path("metric").asText())
                .collect(Collectors.toSet());
    }
}

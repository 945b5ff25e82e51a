// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dmatape.cli.session.Styles;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class NightReportTest {

    private static final CaptureLinks LINKS = id -> Optional.of("reports/" + id + ".html?a=\"b\"");

    @Test
    void theTextNamesRuleAndNumbersOfEveryAlert() throws IOException {
        assertThat(written(NightFormat.TABLE)).isEqualTo("""
            New tonight
              block <fast>: error unmap-unmapped (double-unmap), 2 findings in 1 of 3 runs
                rule new-finding: none of this kind on 2026-11-11
                in block/c11-1.dat
              block <fast>: block/torn & cut.dat cannot be read
                torn & cut.dat: offset 12: ends within the header
              block <fast>: map/single/\\x1b[31m0000:00:03.0/p99_ns +9.8 %, regressed since 2026-11-12
                rule night: 3 runs of 2026-11-12 against 33 runs of 11 nights, 2026-11-01 to 2026-11-11 (window 28)
                median 1102 ns against a mean of 1004 ns, nights vary by 1.401 ns: +9.8 %, threshold 3 %, in 3 of 3 runs
                p 1.3e-14 by night (Student's t), 1.3e-14 over 1 series (Holm), threshold 0.001; 2.8e-4 by rank of runs (Mann-Whitney), threshold 0.01

            Scenarios
            scenario      verdict  captures  metrics  why
            ------------  -------  --------  -------  ---------------------------
            block <fast>  failed          4        1  1 capture could not be read

            block <fast>: metrics to look at
            metric                                  status     tonight  baseline  change  noticeable
            --------------------------------------  ---------  -------  --------  ------  ----------
            map/single/\\x1b[31m0000:00:03.0/p99_ns  regressed  1102 ns   1004 ns  +9.8 %      0.67 %

            night 2026-11-12: failed
            """);
    }

    @Test
    void theJsonHasTheNumbersAsNumbers() throws IOException {
        JsonNode night = new ObjectMapper().readTree(written(NightFormat.JSON));

        assertThat(night.get("schema").asText()).isEqualTo("dmatape.nightly/1");
        assertThat(night.get("verdict").asText()).isEqualTo("failed");
        assertThat(night.get("alerts"))
                .extracting(alert -> alert.get("kind").asText())
                .containsExactly("finding", "broken-capture", "metric");
        JsonNode metric = night.get("alerts").get(2);
        assertThat(metric.get("rule").asText()).isEqualTo("night");
        assertThat(metric.get("evidence").get("effect").asDouble()).isBetween(0.09, 0.11);
        assertThat(metric.get("evidence").get("baseline_runs").asInt()).isEqualTo(33);
        assertThat(metric.get("thresholds").get("minimum_effect").asDouble()).isEqualTo(0.03);
        JsonNode scenario = night.get("scenarios").get(0);
        assertThat(scenario.get("captures")).hasSize(4);
        assertThat(scenario.get("captures").get(0).get("report").asText()).startsWith("reports/c11-1");
        assertThat(scenario.get("metrics").get(0).get("status").asText()).isEqualTo("regressed");
        assertThat(night.get("accepted").get(0).get("reason").asText()).isEqualTo("a <b>reason</b>");
    }

    @Test
    void theJunitFileIsWellFormedAndCountsWhatFailed() throws Exception {
        String xml = written(NightFormat.JUNIT);
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));

        Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("name")).isEqualTo("block <fast>");
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("3");
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(4);
        assertThat(document.getElementsByTagName("failure").item(2).getTextContent())
                .startsWith("rule night: 3 runs");
    }

    @Test
    void inTheMarkdownNamesAreNoMarkup() throws IOException {
        assertThat(written(NightFormat.MD))
                .startsWith(
                        "# Night 2026-11-12: failed\n\n## New tonight\n\n- **block \\<fast\\>: error unmap-unmapped")
                .contains("torn \\& cut.dat cannot be read");
    }

    @Test
    void thePageIsSelfContainedAndNothingOfARecordingIsMarkup() throws IOException {
        String page = written(NightFormat.HTML);

        assertThat(page)
                .contains("default-src 'none'")
                .contains("<h1>Night of 2026-11-12</h1>")
                .contains("block &lt;fast&gt;")
                .contains("torn &amp; cut.dat")
                .contains("a &lt;b&gt;reason&lt;/b&gt;")
                .contains("<a href=\"reports/c11-1.html?a=&quot;b&quot;\">block/c11-1.dat</a>")
                .contains("<line class=\"regressed\"")
                .contains("<title>+9.8 % since 2026-11-12, new</title>")
                .doesNotContain("<fast>", "<script", "<link", "http://", "https://", "\u001b");
    }

    private static String written(NightFormat format) throws IOException {
        StringWriter out = new StringWriter();
        new NightReport(MadeUpNights.last(), LINKS).write(format, Styles.plain(), out);
        return out.toString();
    }
}

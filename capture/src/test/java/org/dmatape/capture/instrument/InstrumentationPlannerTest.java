// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.dmatape.capture.internal.correlate.TracedFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plans for kernels recorded in the lab, held against golden files (`-Ddmatape.golden.write=true` writes them anew).
/// That each kernel takes every line of its plan is what the lab's record-check.sh tests.
final class InstrumentationPlannerTest {

    private static final boolean WRITE = Boolean.getBoolean("dmatape.golden.write");
    private static final Path GOLDEN = Path.of("src/test/resources/org/dmatape/capture/instrument/plans");

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {RecordedKernel.DEBIAN_6_1, RecordedKernel.DEBIAN_6_12, RecordedKernel.DEBIAN_7_3})
    void planOfARecordedKernelIsAsExpected(String release) throws IOException {
        String plan = text(plan(release, InstrumentationChoice.usual()));

        Path golden = GOLDEN.resolve(release + ".txt");
        if (WRITE) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, plan);
        }
        assertThat(plan).isEqualTo(Files.readString(golden));
    }

    @Test
    void everyFunctionOfTheCatalogueIsUnderstoodByTheDecoder() {
        assertThat(ProbeCatalogue.functions())
                .allSatisfy(function ->
                        assertThat(TracedFunction.ofSymbol(function.symbol())).isPresent());
    }

    @Test
    void aKernelWithoutDmaEventsGetsProbesThatFetchEverything() throws IOException {
        InstrumentationPlan plan =
                plan(RecordedKernel.DEBIAN_6_1, new InstrumentationChoice(List.of("dma"), List.of(), List.of()));

        assertThat(probe(plan, "dma_map_page_attrs"))
                .isEqualTo(
                        "p:dmatape/dma_map_page_attrs dma_map_page_attrs dev=+0(+0($arg1)):string size=$arg4:u64 dir=$arg5:u32"
                                + " page=$arg2:x64 off=$arg3:u64 attrs=$arg6:x64 vmemmap=@vmemmap_base:x64");
        assertThat(probe(plan, "dma_map_page_attrs_ret"))
                .isEqualTo("r64:dmatape/dma_map_page_attrs_ret dma_map_page_attrs ret=$retval:x64");
    }

    @Test
    void onlyWhatWasAskedForIsSwitchedOnAndTheRestIsSaidToBeMissing() throws IOException {
        InstrumentationPlan plan = plan(
                RecordedKernel.DEBIAN_6_12,
                new InstrumentationChoice(
                        List.of("swiotlb", "block:block_rq_issue"),
                        List.of(),
                        List.of("p:mine/done blk_done x=$arg1:x64")));

        assertThat(plan.events())
                .extracting(event -> event.system() + ":" + event.name())
                .containsExactly("dmatape:done", "block:block_rq_issue", "swiotlb:swiotlb_bounced");
        assertThat(plan.unrecorded()).anySatisfy(missing -> {
            assertThat(missing.what()).isEqualTo("dma");
            assertThat(missing.reason()).isEqualTo("left out by --events");
            assertThat(missing.checks()).contains("double-map");
        });
    }

    @Test
    void stacksAreRecordedOfWhatMapsAndUnmaps() throws IOException {
        InstrumentationPlan plan = plan(RecordedKernel.DEBIAN_7_3, withStacks("default"));

        assertThat(stacked(plan))
                .contains("dma_map_phys", "dma_map_sg_err", "dma_unmap_phys", "dma_alloc", "dma_free")
                .allMatch(name -> name.startsWith("dma_"))
                .noneMatch(name -> name.contains("sync") || name.endsWith("_ret"));
    }

    /// Where only probes tell of mappings, a row is made when its function returns.
    @Test
    void withoutDmaEventsStacksAreThoseOfReturns() throws IOException {
        InstrumentationPlan plan = plan(RecordedKernel.DEBIAN_6_1, withStacks("dma"));

        assertThat(stacked(plan))
                .contains(
                        "dma_map_page_attrs_ret",
                        "dma_map_sg_attrs_ret",
                        "dma_unmap_page_attrs_ret",
                        "dma_free_attrs_ret")
                .allMatch(name -> name.endsWith("_ret"))
                .noneMatch(name -> name.contains("sync"));
    }

    @Test
    void stacksOfNothingThatMapsAreRefused() {
        assertThatThrownBy(() -> plan(RecordedKernel.DEBIAN_6_12, withStacks("swiotlb")))
                .isInstanceOf(InstrumentationException.class)
                .hasMessageContaining("add 'dma' to the events");
    }

    @Test
    void hiddenAddressesLeaveStacksWithoutNames() throws IOException {
        KernelFiles files = RecordedKernel.layOut(RecordedKernel.DEBIAN_6_12, root);
        InstrumentationChoice choice = withStacks("dma:dma_map_page");
        assertThat(InstrumentationPlanner.plan(KernelSurvey.of(files, choice), choice)
                        .unrecorded())
                .noneMatch(missing -> missing.what().equals(InstrumentationPlan.STACK_NAMES));
        Path kallsyms = files.proc().resolve("kallsyms");
        String hidden = Files.readString(kallsyms).replaceAll("(?m)^[0-9a-f]{16}", "0000000000000000");

        Files.writeString(kallsyms, hidden);

        assertThat(InstrumentationPlanner.plan(KernelSurvey.of(files, choice), choice)
                        .unrecorded())
                .filteredOn(missing -> missing.what().equals(InstrumentationPlan.STACK_NAMES))
                .singleElement()
                .satisfies(missing -> assertThat(missing.reason()).contains("sysctl kernel.kptr_restrict"));
    }

    private static InstrumentationChoice withStacks(String events) {
        return new InstrumentationChoice(List.of(events), List.of(), List.of(), true);
    }

    private static List<String> stacked(InstrumentationPlan plan) {
        return plan.events().stream()
                .filter(PlannedEvent::withStack)
                .map(PlannedEvent::name)
                .toList();
    }

    @Test
    void symbolsAreOnlyReadWhereAProbeMayBeNeeded() throws IOException {
        KernelFiles files = RecordedKernel.layOut(RecordedKernel.DEBIAN_6_12, root);

        assertThat(KernelSurvey.of(files, choiceOf("virtqueue")).functions()).containsKey("virtqueue_add_sgs");
        assertThat(KernelSurvey.of(files, choiceOf("block", "swiotlb:swiotlb_bounced"))
                        .functions())
                .isEmpty();
    }

    @Test
    void theKernelsListOfEventsSaysTheSameAsItsFolders() throws IOException {
        KernelFiles files = RecordedKernel.layOut(RecordedKernel.DEBIAN_6_12, root);
        KernelSurvey fromFolders = KernelSurvey.of(files, choiceOf("block"));

        Files.write(files.tracefs().resolve("available_events"), fromFolders.events());

        assertThat(KernelSurvey.of(files, choiceOf("block"))).isEqualTo(fromFolders);
    }

    private static InstrumentationChoice choiceOf(String... events) {
        return new InstrumentationChoice(List.of(events), List.of(), List.of());
    }

    @Test
    void aDeviceFiltersWhatSaysWhoseItIs() throws IOException {
        InstrumentationPlan plan =
                plan(RecordedKernel.DEBIAN_6_12, new InstrumentationChoice(List.of(), List.of("virtio0"), List.of()));

        assertThat(filter(plan, "dma_map_page")).isEqualTo("device == \"0000:00:05.0\"");
        assertThat(filter(plan, "virtqueue_add_sgs")).isEqualTo("dma == \"0000:00:05.0\"");
        assertThat(filter(plan, "dma_unmap_page_attrs")).isEqualTo("dev == \"0000:00:05.0\"");
        assertThat(filter(plan, "irq_handler_entry")).isEqualTo("name ~ \"virtio0-*\"");
    }

    @Test
    void whatDoesNotExistIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> plan(
                        RecordedKernel.DEBIAN_6_1,
                        new InstrumentationChoice(List.of("dma:dma_map_phys"), List.of(), List.of())))
                .isInstanceOf(InstrumentationException.class)
                .hasMessageContaining("this kernel has no event 'dma:dma_map_phys'");
        assertThatThrownBy(
                        () -> KernelSurvey.of(KernelFiles.under(root.resolve("empty")), InstrumentationChoice.usual()))
                .isInstanceOf(InstrumentationException.class)
                .hasMessageContaining("mount -t tracefs");
    }

    private InstrumentationPlan plan(String release, InstrumentationChoice choice) throws IOException {
        return InstrumentationPlanner.plan(KernelSurvey.of(RecordedKernel.layOut(release, root), choice), choice);
    }

    private static String text(InstrumentationPlan plan) {
        String events = plan.events().stream()
                .map(event -> switch (event) {
                            case PlannedEvent.Tracepoint point -> point.system() + ":" + point.name();
                            case PlannedEvent.Probe probe -> probe.definition();
                        }
                        + (event.filter().isEmpty() ? "" : "   if " + event.filter()))
                .collect(Collectors.joining("\n"));
        String missing = plan.unrecorded().stream()
                .map(one -> one.what() + ": " + one.reason() + " " + one.checks())
                .collect(Collectors.joining("\n"));
        return events + "\n\nnot instrumented\n" + missing + "\n";
    }

    private static String probe(InstrumentationPlan plan, String name) {
        return plan.events().stream()
                .filter(PlannedEvent.Probe.class::isInstance)
                .map(PlannedEvent.Probe.class::cast)
                .filter(probe -> probe.name().equals(name))
                .map(PlannedEvent.Probe::definition)
                .findFirst()
                .orElseThrow();
    }

    private static String filter(InstrumentationPlan plan, String name) {
        return plan.events().stream()
                .filter(event -> event.name().equals(name))
                .map(PlannedEvent::filter)
                .findFirst()
                .orElseThrow();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.cli.record.Quantity;
import org.dmatape.cli.session.UsageException;
import org.dmatape.replay.policy.CostTable;
import org.dmatape.replay.policy.Policy;
import org.dmatape.replay.policy.PolicyOptions;
import org.dmatape.replay.policy.PolicyOptions.BouncePool;
import org.dmatape.replay.policy.PolicyOptions.FlushQueue;
import org.dmatape.replay.policy.PolicyOptions.TranslationCache;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that ask what other policies would have cost.
public final class PolicyChoice {

    private static final int MOST = 1 << 24;
    private static final int MAX_HZ = 10_000;
    private static final int MAX_POOL_SLOTS = 1 << 30;

    @Option(
            names = "--policy",
            arity = "0..1",
            parameterConsumer = PolicyNames.class,
            paramLabel = "POLICY",
            description =
                    "Say what the operations would have cost under other policies, side by side: recorded, bypass,"
                            + " direct, strict, lazy, swiotlb, premapped; several with commas between (all of them without a value).")
    private List<String> policies = new ArrayList<>();

    @Option(
            names = "--costs",
            paramLabel = "FILE",
            description = "What operations cost, as --calibrate writes it (default: the shipped table).")
    private @Nullable Path costs;

    @Option(
            names = "--flush-queue",
            paramLabel = "N",
            description = "lazy: entries of a CPU's flush queue (default: ${DEFAULT-VALUE}).")
    private int flushQueue = FlushQueue.LINUX.entries();

    @Option(
            names = "--flush-timeout",
            paramLabel = "TIME",
            description = "lazy: time after which it is emptied (default: ${DEFAULT-VALUE}).")
    private String flushTimeout = "10ms";

    @Option(
            names = "--timer-hz",
            paramLabel = "HZ",
            description = "lazy: ticks per second that timeouts are rounded to (default: ${DEFAULT-VALUE}).")
    private int timerHz = FlushQueue.LINUX.tickHz();

    @Option(
            names = "--magazine",
            paramLabel = "N",
            description = "strict, lazy: I/O addresses per magazine (default: ${DEFAULT-VALUE}).")
    private int magazine = PolicyOptions.defaults().magazineEntries();

    @Option(
            names = "--swiotlb-slot",
            paramLabel = "SIZE",
            description = "swiotlb: bytes of a slot (default: ${DEFAULT-VALUE}).")
    private String slot = "2KiB";

    @Option(
            names = "--swiotlb-pool",
            paramLabel = "SIZE",
            description = "swiotlb: bytes of the pool (default: ${DEFAULT-VALUE}).")
    private String pool = "64MiB";

    @Option(
            names = "--swiotlb-segment",
            paramLabel = "SLOTS",
            description = "swiotlb: the most slots of one buffer (default: ${DEFAULT-VALUE}).")
    private int segment = BouncePool.LINUX.segmentSlots();

    @Option(
            names = "--premapped-pages",
            paramLabel = "N",
            description = "premapped: the most pages that stay mapped (default: ${DEFAULT-VALUE}).")
    private int premappedPages = PolicyOptions.defaults().premappedPages();

    @Option(
            names = "--iotlb",
            paramLabel = "N",
            description = "Translations the IOTLB holds (default: ${DEFAULT-VALUE}).")
    private int iotlb = TranslationCache.SMALL.entries();

    @Option(
            names = "--iotlb-ways",
            paramLabel = "N",
            description = "Those in one set of it (default: ${DEFAULT-VALUE}).")
    private int iotlbWays = TranslationCache.SMALL.ways();

    @Option(
            names = "--walk-cache",
            paramLabel = "N",
            description = "Last-level tables the page-walk cache holds (default: ${DEFAULT-VALUE}).")
    private int walkCache = TranslationCache.SMALL.walkEntries();

    /// Whether policies were asked for.
    public boolean isAsked() {
        return !policies.isEmpty();
    }

    /// Whether what only policies have, a size or costs, is other than the default.
    ///
    /// @throws UsageException as [#options()]
    public boolean isShaped() {
        return costs != null || !options().equals(PolicyOptions.defaults());
    }

    /// The policies asked for, in the order of [Policy].
    List<Policy> policies() {
        if (policies.contains(PolicyNames.ALL)) {
            return List.of(Policy.values());
        }
        EnumSet<Policy> chosen = EnumSet.noneOf(Policy.class);
        policies.forEach(name -> chosen.add(policy(name)));
        return List.copyOf(chosen);
    }

    private static Policy policy(String name) {
        return Stream.of(Policy.values())
                .filter(policy -> policy.label().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findAny()
                .orElseThrow(() -> new UsageException("--policy " + name + ": expected "
                        + Stream.of(Policy.values()).map(Policy::label).collect(Collectors.joining(", "))
                        + ", all, or nothing, which is all"));
    }

    /// The table of costs asked for.
    CostTable costTable() throws IOException {
        return costs == null ? CostTable.shipped() : CostTable.read(costs);
    }

    /// The sizes asked for.
    ///
    /// @throws UsageException naming the first that cannot be
    PolicyOptions options() {
        requireWithin("--flush-queue", flushQueue, 2, MOST);
        requireWithin("--timer-hz", timerHz, 1, MAX_HZ);
        requireWithin("--magazine", magazine, 1, MOST);
        requireWithin("--swiotlb-segment", segment, 1, MOST);
        requireWithin("--premapped-pages", premappedPages, 1, MOST);
        requireWithin("--iotlb", iotlb, 1, MOST);
        requireWithin("--iotlb-ways", iotlbWays, 1, iotlb);
        requireWithin("--walk-cache", walkCache, 1, MOST);
        if (iotlb % iotlbWays != 0) {
            throw new UsageException("--iotlb " + iotlb + ": expected a multiple of --iotlb-ways " + iotlbWays);
        }
        long slotBytes = Quantity.bytes("--swiotlb-slot", slot);
        long poolBytes = Quantity.bytes("--swiotlb-pool", pool);
        requireWithin("--swiotlb-slot", slotBytes, 1, MOST);
        if (poolBytes < slotBytes || poolBytes / slotBytes > MAX_POOL_SLOTS) {
            throw new UsageException("--swiotlb-pool " + pool + ": expected 1 to " + MAX_POOL_SLOTS + " slots of "
                    + slotBytes + " bytes");
        }
        return new PolicyOptions(
                new FlushQueue(
                        flushQueue,
                        Quantity.time("--flush-timeout", flushTimeout).toNanos(),
                        timerHz),
                magazine,
                new BouncePool((int) slotBytes, poolBytes, segment),
                premappedPages,
                new TranslationCache(iotlb, iotlbWays, walkCache));
    }

    private static void requireWithin(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new UsageException(option + " " + value + ": expected a number from " + least + " to " + most);
        }
    }
}

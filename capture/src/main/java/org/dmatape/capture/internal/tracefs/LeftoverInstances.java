// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dmatape.capture.live.RecordException;

/// Instances and probes of recorders that were killed before they could remove them.
public final class LeftoverInstances {

    private static final int GROUP_BEGIN = 1;

    private final Tracefs tracefs;
    private final TracefsControl control;

    /// Looks in that tracefs.
    ///
    /// @param control removes what was found
    public LeftoverInstances(Tracefs tracefs, TracefsControl control) {
        this.tracefs = tracefs;
        this.control = control;
    }

    /// Removes all of them.
    ///
    /// @return what was removed: names of instances, `GROUP/EVENT` of probes
    public List<String> remove() {
        List<String> removed = new ArrayList<>();
        for (String instance : tracefs.instances()) {
            if (Owner.of(instance).filter(Owner::isGone).isPresent()
                    && isRemoved(() -> removeInstance(instance), () -> hasInstance(instance))) {
                removed.add(instance);
            }
        }
        for (String probe : deadProbes().reversed()) {
            if (isRemoved(
                    () -> TracingInstance.removeProbes(control, tracefs.probesFile(), List.of(probe)),
                    () -> deadProbes().contains(probe))) {
                removed.add(probe);
            }
        }
        return removed;
    }

    /// Two recorders that begin at the same time find the same remains: what the other one removed is gone, too.
    private static boolean isRemoved(Runnable removal, BooleanSupplier isThere) {
        try {
            removal.run();
            return true;
        } catch (RecordException refused) {
            if (isThere.getAsBoolean()) {
                throw refused;
            }
            return false;
        }
    }

    private void removeInstance(String instance) {
        TracingInstance.switchOff(control, TracingInstance.FOLDER + "/" + instance + "/");
        TracingInstance.removeFolder(control, TracingInstance.FOLDER + "/" + instance);
    }

    private boolean hasInstance(String instance) {
        return tracefs.instances().contains(instance);
    }

    private List<String> deadProbes() {
        return tracefs.probes().stream()
                .flatMap(line -> deadProbe(line).stream())
                .toList();
    }

    /// `GROUP/EVENT` of a definition like `p:dmatape_1_2_3/kick virtqueue_kick+0 ...`, if its owner is gone.
    private static Optional<String> deadProbe(String definition) {
        String head = definition.split(" ", 2)[0];
        int colon = head.indexOf(':');
        int slash = head.indexOf('/');
        if (colon < 0 || slash < colon) {
            return Optional.empty();
        }
        return Owner.of(head.substring(colon + GROUP_BEGIN, slash))
                .filter(Owner::isGone)
                .map(_ -> head.substring(colon + GROUP_BEGIN));
    }
}

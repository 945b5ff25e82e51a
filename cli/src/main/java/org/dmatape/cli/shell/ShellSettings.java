// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import org.dmatape.cli.output.OutputFormat;

/// What the user of a shell has chosen; dot-commands change it.
public final class ShellSettings {

    private OutputFormat mode;
    private boolean timing;
    private boolean paging = true;
    private boolean fitting = true;

    /// The usual ones.
    public ShellSettings(OutputFormat mode) {
        this.mode = mode;
    }

    OutputFormat mode() {
        return mode;
    }

    void setMode(OutputFormat chosen) {
        mode = chosen;
    }

    boolean timing() {
        return timing;
    }

    void setTiming(boolean on) {
        timing = on;
    }

    boolean paging() {
        return paging;
    }

    boolean fitting() {
        return fitting;
    }

    void setFitting(boolean on) {
        fitting = on;
    }

    void setPaging(boolean on) {
        paging = on;
    }
}

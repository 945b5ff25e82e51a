// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.stack;

import java.util.Optional;
import org.dmatape.capture.internal.rows.StackText;

/// Puts the text of a stack together, frame by frame, the innermost first.
final class StackTextBuilder {

    private static final char SEPARATOR = ';';

    /// Kernel symbols have at most 512 characters (KSYM_NAME_LEN).
    private static final int MOST_NAME_CHARACTERS = 512;

    private final StringBuilder frames = new StringBuilder();
    private Optional<String> caller = Optional.empty();
    private Optional<String> module = Optional.empty();
    private boolean isPastCaller;
    /// Whether a frame since the last one of the DMA API has no name: then it may be the caller.
    private boolean followsUnknown;

    /// Adds a frame of a function.
    ///
    /// @param offset how far into the function, e.g. `+0x1c`; empty where that is not known
    /// @param frameModule empty for the kernel itself, and where it is not known
    void add(String name, String offset, String frameModule) {
        String plainName = plain(name);
        String plainModule = plain(frameModule);
        begin();
        frames.append(plainName).append(plain(offset));
        if (!plainModule.isEmpty()) {
            frames.append(" [").append(plainModule).append(']');
        }
        if (!isPastCaller) {
            findCaller(plainName, plainModule);
        }
    }

    private void findCaller(String name, String frameModule) {
        if (FrameRules.isMachinery(name, frameModule)) {
            followsUnknown = false;
            return;
        }
        isPastCaller = true;
        if (!followsUnknown) {
            caller = Optional.of(name);
            module = frameModule.isEmpty() ? Optional.empty() : Optional.of(frameModule);
        }
    }

    /// Adds a frame of a function whose offset is not known.
    void add(String name, String frameModule) {
        add(name, "", frameModule);
    }

    /// Adds a frame of which only the address is known.
    void addUnknown(String address) {
        begin();
        frames.append(plain(address));
        followsUnknown = true;
    }

    StackText build() {
        return new StackText(caller, module, frames.toString());
    }

    private void begin() {
        if (!frames.isEmpty()) {
            frames.append(SEPARATOR);
        }
    }

    /// A name from a recording, without what would end a frame or mean something to a terminal.
    private static String plain(String name) {
        int length = Math.min(name.length(), MOST_NAME_CHARACTERS);
        StringBuilder plain = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char character = name.charAt(i);
            plain.append(character > ' ' && character < 0x7f && character != SEPARATOR ? character : '?');
        }
        return plain.toString();
    }
}

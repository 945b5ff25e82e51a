// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.session;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

/// The terminal that data goes to: how wide it is, and whether something had to be made to fit. What goes to a file or
/// through a pipe has a screen without limits.
public final class Screen {

    /// As long as nobody says how wide it is.
    private static final int UNKNOWN = 0;

    private static final String COLUMNS_VARIABLE = "COLUMNS";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final IntSupplier width;
    private boolean hasFitted;

    private Screen(IntSupplier width) {
        this.width = width;
    }

    /// Where lines are as long as they are.
    public static Screen unlimited() {
        return new Screen(() -> UNKNOWN);
    }

    /// A terminal, which may be resized.
    ///
    /// @param environment whose variable COLUMNS goes before what the terminal says
    /// @param width what the terminal says: columns, 0 when it does not know
    public static Screen of(Map<String, String> environment, IntSupplier width) {
        int wished = number(environment.getOrDefault(COLUMNS_VARIABLE, ""));
        return new Screen(wished == UNKNOWN ? width : () -> wished);
    }

    /// A number of columns as a variable or property says it; 0 when it says none.
    static int number(String text) {
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : UNKNOWN;
    }

    /// Columns of a line; empty where lines are as long as they are.
    public OptionalInt columns() {
        int columns = width.getAsInt();
        return columns > UNKNOWN ? OptionalInt.of(columns) : OptionalInt.empty();
    }

    /// Values of a table were shortened or moved.
    public void tellFitted() {
        hasFitted = true;
    }

    /// Whether that was told since this was last asked.
    ///
    /// @return how wide the screen is then
    public Optional<Integer> takeFitted() {
        boolean fitted = hasFitted;
        hasFitted = false;
        return fitted ? Optional.of(width.getAsInt()) : Optional.empty();
    }
}

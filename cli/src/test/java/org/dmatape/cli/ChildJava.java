// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import java.util.ArrayList;
import java.util.List;

/// A Java machine beside that of the test, with the same classes: one that can be killed, or believes something else
/// of the machine it runs on.
public final class ChildJava {

    private ChildJava() {}

    /// The command that starts it; arguments of the main class may be added.
    ///
    /// @param options more options for the Java machine
    public static List<String> command(Class<?> main, String... options) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        return command;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import java.util.stream.Stream;
import org.dmatape.replay.policy.Policy;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// Takes the value of `--policy`, which may be left out: what stands behind it is its value when it names policies, and
/// the tape when it is a file.
final class PolicyNames implements IParameterConsumer {

    static final String ALL = "all";

    private static final String WORDS = "[A-Za-z]+(,[A-Za-z]+)*";

    @Override
    public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
        List<String> names = new ArrayList<>();
        List<String> before = option.getValue();
        if (before != null) {
            names.addAll(before);
        }
        if (!arguments.isEmpty() && isValue(arguments.peek())) {
            names.addAll(List.of(arguments.pop().split(",")));
        } else {
            names.add(ALL);
        }
        option.setValue(names);
    }

    private static boolean isValue(String argument) {
        if (!argument.matches(WORDS)) {
            return false;
        }
        return isPolicy(argument) || !Files.exists(Path.of(argument));
    }

    private static boolean isPolicy(String argument) {
        return argument.equals(ALL)
                || Stream.of(Policy.values()).anyMatch(policy -> policy.label().equals(argument));
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dmatape.cli.output.ShellWord;
import picocli.CommandLine.Model.CommandSpec;

/// What to do about names of files that cannot be given as they are.
final class FileNameHints {

    private static final String UNDECODABLE = "\ufffd";

    private FileNameHints() {}

    /// A file whose name begins with a dash is taken for an option.
    static List<String> ofOptions(List<String> args) {
        return args.stream()
                .filter(arg -> arg.startsWith("-") && exists(arg))
                .map(arg -> "'" + arg + "' is also the name of a file here: give it as " + word(arg))
                .toList();
    }

    /// Where a command is expected, there is a file.
    static Optional<String> ofCommand(List<String> args) {
        return args.stream()
                .limit(1)
                .filter(FileNameHints::exists)
                .map(arg -> "'" + arg + "' is a file, and a command goes before it: dmatape check " + word(arg)
                        + " looks for mistakes, dmatape info " + word(arg) + " says what is in it")
                .findFirst();
    }

    /// A parameter is missing because what was meant as one begins with a dash, is no option, and no file here either.
    static List<String> ofUnknownOptions(List<String> args, CommandSpec command) {
        Set<String> options = command.optionsMap().keySet();
        return args.stream()
                .filter(arg -> arg.startsWith("-") && arg.length() > 1 && !exists(arg))
                .filter(arg -> options.stream().noneMatch(arg::startsWith))
                .map(arg -> "'" + arg + "' is no option of this command; a file of that name is given as " + word(arg))
                .toList();
    }

    /// Java puts a replacement character for bytes of an argument that are no UTF-8, and finds no such file.
    static List<String> ofMissing(List<String> args) {
        return args.stream()
                .filter(arg -> arg.contains(UNDECODABLE) && !exists(arg))
                .map(arg ->
                        "the name '" + arg + "' is not UTF-8, and Java cannot open such a file by its name: rename it,"
                                + " make a link to it (ln -s), or give the folder it lies in")
                .toList();
    }

    /// The name as it can be typed behind a command.
    private static String word(String name) {
        return ShellWord.quote(name.startsWith("-") ? "./" + name : name);
    }

    private static boolean exists(String name) {
        return path(name)
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .isPresent();
    }

    private static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException unfit) {
            return Optional.empty();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.capture.instrument.InstrumentationException;
import org.dmatape.capture.live.RecordException;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.dmatape.format.TapeException;
import org.dmatape.replay.hardware.HardwareException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The one place where an exception becomes a sentence for the user and an exit code.
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final String REPORT_TO = "https://github.com/dmatape/dmatape/issues";

    private static final String SALVAGE = "--salvage";

    private final Session session;
    private final List<String> args;

    Failures(Session session, List<String> args) {
        this.session = session;
        this.args = args;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] unused) {
        Optional<String> file =
                failure instanceof UnmatchedArgumentException ? FileNameHints.ofCommand(args) : Optional.empty();
        if (file.isPresent()) {
            return told(file.get(), ExitCode.USAGE).number();
        }
        tell(failure instanceof UnmatchedArgumentException unmatched ? sentence(unmatched) : message(failure));
        FileNameHints.ofOptions(args).forEach(this::tell);
        if (failure instanceof MissingParameterException) {
            FileNameHints.ofUnknownOptions(args, failure.getCommandLine().getCommandSpec())
                    .forEach(this::tell);
        }
        UnmatchedArgumentException.printSuggestions(failure, session.messages());
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        session.messages().println("'" + command + " --help' lists what is possible");
        return ExitCode.USAGE.number();
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        return handle(failure).number();
    }

    /// Tells the user and decides the exit code.
    ExitCode handle(Throwable failure) {
        Optional<String> shortage = MemoryShortage.sentence(failure);
        if (shortage.isPresent()) {
            return toldOfShortage(shortage.get());
        }
        ExitCode code = byKind(failure);
        if (code == ExitCode.UNREADABLE) {
            FileNameHints.ofMissing(args).forEach(this::tell);
        }
        return code;
    }

    private ExitCode byKind(Throwable failure) {
        return switch (failure) {
            case UsageException usage -> told(message(usage), ExitCode.USAGE);
            case RecordingException damage -> told(damage);
            case InstrumentationException choice -> told(message(choice), exitCode(choice.kind()));
            case RecordException recording -> told(message(recording), exitCode(recording.kind()));
            case TapeException tape -> told(message(tape), exitCode(tape.kind()));
            case HardwareException hardware -> told(message(hardware), ExitCode.UNREADABLE);
            case AnalysisException question -> handle(question);
            case FileSystemException file -> told(sentence(file), ExitCode.UNREADABLE);
            case UncheckedIOException wrapped when wrapped.getCause() != null -> handle(wrapped.getCause());
            case IOException gone when Session.isReaderGone(gone) -> ExitCode.DONE;
            case IOException io -> told("reading or writing failed: " + message(io), ExitCode.UNREADABLE);
            default -> internal(failure);
        };
    }

    private ExitCode told(RecordingException damage) {
        tell(message(damage));
        if (damage.isSalvageable() && !args.contains(SALVAGE)) {
            session.messages()
                    .println("'dmatape import " + SALVAGE + " FILE -o X.tape' reads what is whole, if events are");
        }
        return ExitCode.UNREADABLE;
    }

    private ExitCode handle(AnalysisException failure) {
        return switch (failure.kind()) {
            case USAGE, CANCELLED -> told(message(failure), ExitCode.USAGE);
            case TAPE, RESOURCES -> told(message(failure), ExitCode.UNREADABLE);
            case TIMEOUT -> told(message(failure), ExitCode.INCONCLUSIVE);
            case INTERNAL -> internal(failure);
        };
    }

    private static ExitCode exitCode(InstrumentationException.Kind kind) {
        return switch (kind) {
            case ASKED -> ExitCode.USAGE;
            case KERNEL -> ExitCode.UNREADABLE;
        };
    }

    private static ExitCode exitCode(RecordException.Kind kind) {
        return switch (kind) {
            case CHOICE -> ExitCode.USAGE;
            case MACHINE -> ExitCode.UNREADABLE;
        };
    }

    private static ExitCode exitCode(TapeException.Kind kind) {
        return switch (kind) {
            case EXISTS -> ExitCode.USAGE;
            case UNREADABLE, OTHER_VERSION, UNWRITABLE -> ExitCode.UNREADABLE;
        };
    }

    private static String sentence(UnmatchedArgumentException failure) {
        return "'" + String.join("', '", failure.getUnmatched()) + "' is not known here";
    }

    private static String sentence(FileSystemException failure) {
        String file = failure.getFile();
        return switch (failure) {
            case NoSuchFileException e -> file + ": there is no such file or folder";
            case AccessDeniedException e -> file + ": permission denied";
            case FileAlreadyExistsException e -> file + ": exists already";
            default -> file + ": " + Optional.ofNullable(failure.getReason()).orElse("cannot be read or written");
        };
    }

    private static String message(Throwable failure) {
        return Objects.toString(failure.getMessage(), failure.getClass().getSimpleName());
    }

    private ExitCode internal(Throwable failure) {
        tell("internal error: " + failure);
        try {
            Path details = FailureDetails.write(failure, args);
            session.messages().println("This is a defect of dmatape. Please report it at " + REPORT_TO);
            session.messages().println("and attach the details from " + details);
        } catch (IOException e) {
            session.messages().println("Its details could not be written to a file (" + e.getMessage() + "):");
            failure.printStackTrace(session.messages());
        }
        return ExitCode.INTERNAL;
    }

    /// Without the classes that make text harmless and coloured: those may be what memory was too short for.
    private ExitCode toldOfShortage(String sentence) {
        session.messages().println("dmatape: " + sentence);
        return ExitCode.UNREADABLE;
    }

    private ExitCode told(String message, ExitCode code) {
        tell(message);
        return code;
    }

    private void tell(String message) {
        session.messages()
                .println(session.messageStyles().error("dmatape:") + " " + TerminalText.visibleLines(message));
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.format.TapeException;

/// What every reader owes whatever it is given: it reads it or refuses it in one sentence of its own, within a time
/// and an amount of memory that the size of the input bounds.
final class ReaderContract {

    /// The most processor time one input may take. What waits without end, the fuzzer ends.
    static final Duration LONGEST = Duration.ofSeconds(10);

    /// What a reader may take for an input of any size: buffers are of fixed sizes.
    static final long FIXED_BYTES = 64L << 20;

    /// What it may take besides for each byte of the input. Allocated in all, not held at once: the memory of the Java
    /// machine bounds that.
    static final long BYTES_PER_INPUT_BYTE = 2048;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ReaderContract() {}

    /// Holds a reader to it. What takes too much is read once more: loading and instrumenting classes, which comes with
    /// the first inputs, takes time and memory too and says nothing of the reader.
    ///
    /// @param timesTheMemory how often the memory it may take: instrumentation allocates within the reader's calls
    /// @return whether the input was read and there was something in it
    static boolean hold(FuzzTarget target, byte[] input, int timesTheMemory) throws IOException {
        long mostBytes = timesTheMemory * (FIXED_BYTES + BYTES_PER_INPUT_BYTE * input.length);
        Used used = measure(target, input);
        if (used.tooMuch(mostBytes)) {
            used = measure(target, input);
        }
        if (used.tooMuch(mostBytes)) {
            throw new AssertionError("an input of " + input.length + " bytes took " + used);
        }
        return used.read;
    }

    /// What reading took.
    private record Used(boolean read, long allocatedBytes, Duration processorTime) {

        boolean tooMuch(long mostBytes) {
            return allocatedBytes > mostBytes || processorTime.compareTo(LONGEST) > 0;
        }
    }

    private static Used measure(FuzzTarget target, byte[] input) throws IOException {
        long allocatedBefore = THREADS.getTotalThreadAllocatedBytes();
        long timeBefore = THREADS.getCurrentThreadCpuTime();
        boolean read = readOrRefused(target, input);
        return new Used(
                read,
                THREADS.getTotalThreadAllocatedBytes() - allocatedBefore,
                Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - timeBefore));
    }

    private static boolean readOrRefused(FuzzTarget target, byte[] input) throws IOException {
        try {
            return target.read(input);
        } catch (RecordingException | TapeException refused) {
            checkSentence(String.valueOf(refused.getMessage()), refused);
            return false;
        }
    }

    private static void checkSentence(String message, RuntimeException refused) {
        if (message.isBlank() || message.chars().anyMatch(Character::isISOControl)) {
            throw new AssertionError("no sentence: " + message, refused);
        }
    }
}

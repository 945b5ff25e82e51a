// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.dmatape.format.TapeException;
import org.dmatape.format.write.TextPool;

/// An open-addressing hash table over the texts' bytes. A known text costs a hash and one comparison, no
/// object.
///
/// Recordings are untrusted: the hash has a secret, so that nobody can make all texts collide; a text is cut at
/// [#MAX_TEXT_BYTES]; number and bytes of all texts are bounded.
///
/// Numbers are given out by one thread. Any thread may look up a number that was handed to it.
public final class HashedTextPool implements TextPool {

    /// A longer text is cut and ends in an ellipsis.
    public static final int MAX_TEXT_BYTES = 4096;

    private static final int MAX_TEXTS = 1 << 20;
    private static final long MAX_TOTAL_BYTES = 256L << 20;
    private static final byte[] ELLIPSIS = "\u2026".getBytes(UTF_8);
    private static final int EMPTY = 0;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final long secret = RandomGenerator.getDefault().nextLong() | 1;
    private long totalBytes;
    private int size;
    /// Text number plus one, by hash; [#EMPTY] where there is none.
    private int[] slots = new int[256];
    private int[] hashes = new int[128];
    private volatile byte[][] texts = new byte[128][];

    @Override
    public int idOf(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return idOf(MemorySegment.ofArray(bytes), 0, bytes.length);
    }

    @Override
    public int idOf(MemorySegment bytes, long offset, int length) {
        int hash = hash(bytes, offset, length);
        int slot = find(hash, bytes, offset, length);
        return slots[slot] != EMPTY ? slots[slot] - 1 : addClean(bytes.asSlice(offset, length), hash, slot);
    }

    @Override
    public String textOf(int textId) {
        return new String(bytesOf(textId), UTF_8);
    }

    /// The bytes of a text; not to be changed.
    byte[] bytesOf(int textId) {
        return texts[textId];
    }

    @Override
    public int size() {
        return size;
    }

    private int addClean(MemorySegment bytes, int hash, int slot) {
        byte[] raw = bytes.toArray(BYTE);
        byte[] clean = clean(raw);
        return Arrays.equals(raw, clean) ? add(clean, hash, slot) : idOf(MemorySegment.ofArray(clean), 0, clean.length);
    }

    private int add(byte[] text, int hash, int slot) {
        totalBytes += text.length;
        if (size == MAX_TEXTS || totalBytes > MAX_TOTAL_BYTES) {
            throw TapeException.unreadable("the recording holds more than " + MAX_TEXTS + " different texts or "
                    + (MAX_TOTAL_BYTES >> 20) + " MiB of them: expected names of devices, tasks and queues");
        }
        if (size == texts.length) {
            grow();
            slot = find(hash, MemorySegment.ofArray(text), 0, text.length);
        }
        texts[size] = text;
        hashes[size] = hash;
        slots[slot] = ++size;
        return size - 1;
    }

    private void grow() {
        int capacity = 2 * texts.length;
        texts = Arrays.copyOf(texts, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        slots = new int[2 * capacity];
        int mask = slots.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = hashes[id] & mask;
            while (slots[slot] != EMPTY) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = id + 1;
        }
    }

    /// The slot that holds the text, or the empty one where it belongs.
    private int find(int hash, MemorySegment bytes, long offset, int length) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != EMPTY) {
            int id = slots[slot] - 1;
            if (hashes[id] == hash && isSame(texts[id], bytes, offset, length)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static boolean isSame(byte[] text, MemorySegment bytes, long offset, int length) {
        if (text.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[i] != bytes.get(BYTE, offset + i)) {
                return false;
            }
        }
        return true;
    }

    private int hash(MemorySegment bytes, long offset, int length) {
        long state = secret ^ length;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            state = mix(state ^ bytes.get(LONG, offset + i));
        }
        long tail = 0;
        for (; i < length; i++) {
            tail = (tail << Byte.SIZE) | (bytes.get(BYTE, offset + i) & 0xFF);
        }
        state = mix(state ^ tail);
        return (int) (state ^ (state >>> 32));
    }

    private long mix(long value) {
        return Math.multiplyHigh(value ^ secret, MIX) ^ (value ^ secret) * MIX;
    }

    /// The text as it is kept: well-formed UTF-8 of bounded length.
    private static byte[] clean(byte[] raw) {
        byte[] wellFormed = isWellFormed(raw) ? raw : new String(raw, UTF_8).getBytes(UTF_8);
        if (wellFormed.length <= MAX_TEXT_BYTES) {
            return wellFormed;
        }
        int end = MAX_TEXT_BYTES - ELLIPSIS.length;
        while ((wellFormed[end] & 0xC0) == 0x80) { // not in the middle of a character
            end--;
        }
        byte[] cut = Arrays.copyOf(wellFormed, end + ELLIPSIS.length);
        System.arraycopy(ELLIPSIS, 0, cut, end, ELLIPSIS.length);
        return cut;
    }

    private static boolean isWellFormed(byte[] raw) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(raw));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}

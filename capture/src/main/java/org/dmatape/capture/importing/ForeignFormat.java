// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A kind of file that people have beside their recordings and that dmatape does not read, told by its first bytes.
///
/// @param what what it is, after "found"
/// @param offset where the bytes stand that tell
/// @param magic these bytes, in hexadecimal
/// @param advice what to do instead
/// @param holdsFiles another file or several are packed in it, so that a recording may be
record ForeignFormat(String what, int offset, String magic, String advice, boolean holdsFiles) {

    private static final String GIVE_TRACE = "dmatape reads what it was made from: perf.data, trace.dat or their text";
    private static final String GIVE_FOLDER = ", and give the folder";
    private static final String NO_MAPPINGS = "it tells of no mapping";

    private static final List<ForeignFormat> ALL = List.of(
            packed("a file compressed by bzip2", 0, "425a68", "decompress it first (bzip2 -dk FILE)"),
            packed("a file compressed by lz4", 0, "04224d18", "decompress it first (lz4 -d FILE)"),
            packed("a tar archive", 257, "7573746172", "unpack it (tar -xf FILE)" + GIVE_FOLDER),
            packed("a zip archive", 0, "504b0304", "unpack it (unzip FILE)" + GIVE_FOLDER),
            packed("a 7z archive", 0, "377abcaf271c", "unpack it (7z x FILE)" + GIVE_FOLDER),
            of(
                    "a file of systemd's journal",
                    0,
                    "4c504b5348485248",
                    "print it (journalctl --file FILE -k -o short-monotonic > dmesg.txt)"),
            of("CTF, the format of LTTng and of perf data convert", 0, "571dd175", GIVE_TRACE),
            of("CTF, the format of LTTng and of perf data convert", 0, "75d11d57", GIVE_TRACE),
            of("CTF, the format of LTTng and of perf data convert", 0, "c11ffcc1", GIVE_TRACE),
            of("CTF, the format of LTTng and of perf data convert", 0, "c1fc1fc1", GIVE_TRACE),
            of("CTF, the format of LTTng and of perf data convert", 0, "2f2a2043544620", GIVE_TRACE),
            of("captured network packets (pcap)", 0, "d4c3b2a1", NO_MAPPINGS),
            of("captured network packets (pcap)", 0, "a1b2c3d4", NO_MAPPINGS),
            of("captured network packets (pcap)", 0, "4d3cb2a1", NO_MAPPINGS),
            of("captured network packets (pcapng)", 0, "0a0d0d0a", NO_MAPPINGS),
            of("a trace of blktrace", 0, "07746165", NO_MAPPINGS),
            of("a trace of uftrace", 0, "4674726163652100", NO_MAPPINGS),
            of("a recording of the Java Flight Recorder", 0, "464c5200", NO_MAPPINGS),
            of(
                    "a dump of a kernel's memory",
                    0,
                    "4b44554d50202020",
                    "crash can take its trace.dat out (extension trace: trace dump -t trace.dat)"),
            of(
                    "an ELF file",
                    0,
                    "7f454c46",
                    "if it is a dump of a kernel, crash can take its trace.dat out (extension trace: trace dump -t trace.dat)"),
            of("a Parquet file", 0, "50415231", "give the tape or the recording it was exported from"),
            of("an Arrow file", 0, "4152524f5731", "give the folder of the tape"),
            of("an Arrow stream, which a part of a tape is", 0, "ffffffff", "give the folder of the tape"),
            of("a DuckDB database", 8, "4455434b", "give the tape it was made from, or open it with duckdb"),
            of("an SQLite database", 0, "53514c69746520666f726d6174203300", NO_MAPPINGS),
            of("UTF-16 text", 0, "fffe", "turn it into UTF-8 (iconv -f UTF-16 -t UTF-8 FILE)"));

    private static ForeignFormat of(String what, int offset, String magic, String advice) {
        return new ForeignFormat(what, offset, magic, advice, false);
    }

    private static ForeignFormat packed(String what, int offset, String magic, String advice) {
        return new ForeignFormat(what, offset, magic, advice, true);
    }

    /// The kind of a file that begins so.
    static Optional<ForeignFormat> of(byte[] head) {
        return ALL.stream().filter(one -> one.isOf(head)).findFirst();
    }

    /// What was found, and what to do.
    String sentence() {
        return what + ": " + advice;
    }

    private boolean isOf(byte[] head) {
        int end = offset + magic.length() / 2;
        return head.length >= end && HexFormat.of().formatHex(head, offset, end).equals(magic);
    }
}

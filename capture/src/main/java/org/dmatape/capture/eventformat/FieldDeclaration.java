// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.eventformat;

/// Takes the C declaration of a field apart.
///
///     __data_loc char[] device      kind, element type, name
///     char comm[16]                 element type, name, fixed array
///     const char * fmt              type, name
final class FieldDeclaration {

    private static final String DATA_LOC = "__data_loc ";
    private static final String REL_LOC = "__rel_loc ";

    private final String type;
    private final String name;
    private final FieldKind kind;

    private FieldDeclaration(String type, String name, FieldKind kind) {
        this.type = type;
        this.name = name;
        this.kind = kind;
    }

    static FieldDeclaration parse(String declaration) {
        String rest = declaration;
        boolean array = rest.endsWith("]") && rest.indexOf('[') >= 0;
        if (array) {
            rest = rest.substring(0, rest.lastIndexOf('[')).stripTrailing();
        }
        int nameBegin = Math.max(rest.lastIndexOf(' '), rest.lastIndexOf('*')) + 1;
        String name = rest.substring(nameBegin);
        String type = rest.substring(0, nameBegin).strip();
        if (type.startsWith(DATA_LOC)) {
            return new FieldDeclaration(type.substring(DATA_LOC.length()), name, FieldKind.DATA_LOC);
        }
        if (type.startsWith(REL_LOC)) {
            return new FieldDeclaration(type.substring(REL_LOC.length()), name, FieldKind.REL_LOC);
        }
        return new FieldDeclaration(array ? type + "[]" : type, name, array ? FieldKind.FIXED_ARRAY : FieldKind.SCALAR);
    }

    EventField toField(FieldLine line, int longBytes) {
        int elementBytes = kind == FieldKind.SCALAR ? line.sizeBytes() : elementBytes(longBytes);
        return new EventField(name, type, line.offset(), line.sizeBytes(), line.signed(), kind, elementBytes);
    }

    /// Bytes of one element of an array, by the names of types the kernel uses for them; 1 for what is not known.
    private int elementBytes(int longBytes) {
        String element = type.replace("[]", "")
                .replace("unsigned ", "")
                .replace("signed ", "")
                .replace("const ", "");
        if (element.endsWith("*")) {
            return longBytes;
        }
        return switch (element.strip()) {
            case "u16", "s16", "__u16", "__s16", "__le16", "__be16", "short", "short int", "uint16_t" -> Short.BYTES;
            case "u32", "s32", "__u32", "__s32", "__le32", "__be32", "int", "uint32_t", "unsigned", "pid_t" ->
                Integer.BYTES;
            case "u64",
                    "s64",
                    "__u64",
                    "__s64",
                    "__le64",
                    "__be64",
                    "long long",
                    "uint64_t",
                    "dma_addr_t",
                    "phys_addr_t" -> Long.BYTES;
            case "long", "size_t", "uintptr_t" -> longBytes;
            default -> Byte.BYTES;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.Evidence;
import org.dmatape.queries.LossEffect;
import org.dmatape.queries.ParameterType;
import org.dmatape.queries.QueryColumn;
import org.dmatape.queries.QueryFormatException;
import org.dmatape.queries.QueryKind;
import org.dmatape.queries.QueryParameter;
import org.dmatape.queries.Severity;

/// Reads the header of a canned query: the comment lines at the top of the file.
///
/// ```
/// -- id: leaked-map                      the file's name
/// -- kind: check                         table, check, cost or browse
/// -- severity: warning                   checks only
/// -- title: Still mapped, long unused
/// -- meaning: What the question is ...
/// --   ... and goes on: a line that begins with three blanks continues the one before,
/// --                                     an empty one begins a paragraph
/// -- uses: pairing                       table queries it builds on
/// -- defines: request                    table queries only: what it creates
/// -- loss: hides                         lost events can hide what it looks for;
/// --                                     of-driver-hides: only those of the driver's side can
/// -- evidence: EXISTS (FROM dma_op) | no DMA event was recorded
/// -- param: older INTEGER = 8 | other mappings made and unmade since
/// -- column: lifetime_ns ns | from map to unmap
/// -- example: dmatape query X.tape leaked-map --param older=20
/// ```
public final class HeaderParser {

    private final String id;
    private final String text;

    private Optional<QueryKind> kind = Optional.empty();
    private Optional<Severity> severity = Optional.empty();
    private String title = "";
    private String meaning = "";
    private LossEffect loss = LossEffect.NONE;
    private final List<String> uses = new ArrayList<>();
    private final List<String> defines = new ArrayList<>();
    private final List<QueryParameter> parameters = new ArrayList<>();
    private final List<QueryColumn> columns = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();

    /// A parser of one file.
    public HeaderParser(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /// Reads the header and hands back the query.
    public CannedQuery parse() {
        headerLines().forEach(this::accept);
        require(kind.isPresent(), "has no kind");
        require(!title.isEmpty(), "has no title");
        require(!meaning.isEmpty(), "has no meaning");
        require(
                kind.get() == QueryKind.CHECK == severity.isPresent(),
                "must have a severity if and only if it is a check");
        require(
                kind.get() == QueryKind.TABLE == !defines.isEmpty(),
                "must define tables if and only if it is a table query");
        return new CannedQuery(
                id,
                kind.get(),
                title,
                meaning,
                severity,
                loss,
                uses,
                defines,
                parameters,
                columns,
                evidence,
                examples,
                text);
    }

    private List<String> headerLines() {
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().takeWhile(line -> line.startsWith("--")).toList()) {
            if (line.equals("--") && !lines.isEmpty()) {
                lines.add(lines.removeLast() + "\n");
            } else if (line.startsWith("--   ") && !lines.isEmpty()) {
                lines.add(lines.removeLast() + " " + line.substring(2).strip());
            } else {
                lines.add(line.substring(2).strip());
            }
        }
        return lines;
    }

    private void accept(String line) {
        int colon = line.indexOf(':');
        require(colon > 0, "has a header line without key: '" + line + "'");
        String value = line.substring(colon + 1).strip();
        String key = line.substring(0, colon);
        switch (key) {
            case "id" -> require(value.equals(id), "calls itself '" + value + "'");
            case "kind" -> kind = Optional.of(constant(QueryKind.class, value));
            case "severity" -> severity = Optional.of(constant(Severity.class, value));
            case "title" -> title = value;
            case "meaning" -> meaning = value;
            case "loss" -> loss = constant(LossEffect.class, value);
            case "uses" -> uses.addAll(List.of(value.split(",\\s*")));
            case "defines" -> defines.addAll(List.of(value.split(",\\s*")));
            case "param" -> parameters.add(parameter(value));
            case "column" -> columns.add(column(value));
            case "evidence" -> evidence.add(new Evidence(left(value), right(value)));
            case "example" -> examples.add(value);
            default -> throw new QueryFormatException("query " + id + " has an unknown header key '" + key + "'");
        }
    }

    private QueryParameter parameter(String value) {
        String declaration = left(value);
        int equals = declaration.indexOf('=');
        String[] nameAndType = (equals < 0 ? declaration : declaration.substring(0, equals))
                .strip()
                .split("\\s+");
        require(nameAndType.length == 2, "declares a parameter without type: '" + declaration + "'");
        Optional<String> defaultText = equals < 0
                ? Optional.empty()
                : Optional.of(declaration.substring(equals + 1).strip());
        return new QueryParameter(
                nameAndType[0], constant(ParameterType.class, nameAndType[1]), defaultText, right(value));
    }

    private QueryColumn column(String value) {
        String[] nameAndUnit = left(value).split("\\s+");
        return new QueryColumn(nameAndUnit[0], nameAndUnit.length > 1 ? nameAndUnit[1] : "", right(value));
    }

    private String left(String value) {
        return value.substring(0, bar(value)).strip();
    }

    private String right(String value) {
        return value.substring(bar(value) + 1).strip();
    }

    private int bar(String value) {
        int bar = value.lastIndexOf(" | ");
        require(bar >= 0, "needs ' | ' before the explanation in '" + value + "'");
        return bar + 1;
    }

    private <E extends Enum<E>> E constant(Class<E> type, String value) {
        try {
            return Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new QueryFormatException(
                    "query " + id + ": '" + value + "' is no "
                            + type.getSimpleName().toLowerCase(Locale.ROOT),
                    e);
        }
    }

    private void require(boolean condition, String complaint) {
        if (!condition) {
            throw new QueryFormatException("query " + id + " " + complaint);
        }
    }
}

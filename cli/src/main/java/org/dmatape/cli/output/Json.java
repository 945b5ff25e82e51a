// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import org.dmatape.cli.session.Session;

/// JSON that is safe to print: everything that is not plain ASCII is escaped, so text of a recording cannot steer a
/// terminal.
public final class Json {

    private static final int LAST_PRINTABLE_ASCII = 0x7e;

    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private Json() {}

    /// A generator on the session's data. Closing it flushes the data and leaves it open.
    public static JsonGenerator generator(Session session) throws IOException {
        return FACTORY.createGenerator(session.dataText()).setHighestNonEscapedChar(LAST_PRINTABLE_ASCII);
    }
}

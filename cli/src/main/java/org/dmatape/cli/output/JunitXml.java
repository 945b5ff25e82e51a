// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.io.IOException;
import java.io.Writer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// JUnit XML while it is written. XML has no way to write most control characters, so they are made visible.
///
/// @param stream where elements are written
public record JunitXml(XMLStreamWriter stream) {

    /// What a document holds.
    public interface Content {

        /// Writes it.
        void write(JunitXml xml) throws XMLStreamException;
    }

    /// Writes a document. The writer stays open.
    ///
    /// @param root its outermost element
    /// @param name the name of that
    public static void write(Writer out, String root, String name, Content content) throws IOException {
        try {
            XMLStreamWriter stream = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            JunitXml xml = new JunitXml(stream);
            stream.writeStartDocument("UTF-8", "1.0");
            stream.writeCharacters("\n");
            stream.writeStartElement(root);
            xml.attribute("name", name);
            content.write(xml);
            stream.writeCharacters("\n");
            stream.writeEndElement();
            stream.writeEndDocument();
            stream.flush();
            out.write('\n');
        } catch (XMLStreamException failure) {
            throw new IOException("writing the JUnit XML failed: " + failure.getMessage(), failure);
        }
    }

    /// An attribute of the element that was begun last.
    public void attribute(String name, Object value) throws XMLStreamException {
        stream.writeAttribute(name, TerminalText.visible(value.toString()));
    }

    /// Text of several lines.
    public void text(String lines) throws XMLStreamException {
        stream.writeCharacters(TerminalText.visibleLines(lines));
    }

    /// Begins a test case on a line of its own; whoever does ends the element.
    ///
    /// @param indent spaces before it
    public void beginCase(String indent, String group, String name) throws XMLStreamException {
        stream.writeCharacters("\n" + indent);
        stream.writeStartElement("testcase");
        attribute("classname", "dmatape." + group);
        attribute("name", name);
    }

    /// Why the test case that was begun last failed or was skipped.
    ///
    /// @param outcome failure or skipped
    public void outcome(String outcome, String message) throws XMLStreamException {
        stream.writeEmptyElement(outcome);
        attribute("message", message);
    }

    /// Ends an element.
    public void end() throws XMLStreamException {
        stream.writeEndElement();
    }
}

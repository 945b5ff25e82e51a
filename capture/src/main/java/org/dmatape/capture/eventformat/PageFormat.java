// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.eventformat;

import org.dmatape.capture.ringbuffer.PageLayout;

/// What the kernel's `header_page` text declares.
///
/// @param layout where a sub-buffer keeps its parts
/// @param subBufferBytes bytes of a sub-buffer; instances may have others
public record PageFormat(PageLayout layout, int subBufferBytes) {}

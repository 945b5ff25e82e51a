// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// What a night came to, as people and programs read it: terminal, Markdown, JUnit XML, JSON, and a page with
/// pictures.
@NullMarked
package org.dmatape.cli.nightly;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

/// Names for tables that have none.
final class FreshNames {

    private int last;

    String next() {
        last++;
        return "`_" + last + "`";
    }
}

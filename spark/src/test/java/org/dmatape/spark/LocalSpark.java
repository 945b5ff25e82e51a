// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/// Spark within one process.
final class LocalSpark {

    private LocalSpark() {}

    /// Starts it.
    ///
    /// @param folder for what it keeps on disk
    /// @param threads workers
    /// @param partitions of a shuffle
    static SparkSession start(Path folder, int threads, int partitions) {
        return SparkSession.builder()
                .master("local[" + threads + "]")
                .appName("dmatape")
                .config("spark.ui.enabled", false)
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.local.dir", folder.resolve("spark").toString())
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .config("spark.sql.shuffle.partitions", partitions)
                .getOrCreate();
    }
}

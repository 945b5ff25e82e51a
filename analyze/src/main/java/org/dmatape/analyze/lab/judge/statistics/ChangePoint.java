// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.statistics;

/// A point at which the level of a sequence changes.
///
/// @param index first index of the new level
/// @param before values on the level before, back to the change point before this one
/// @param after values on the new level, up to the next change point
/// @param meanBefore their mean
/// @param meanAfter their mean
/// @param p probability of such a difference without a change, for this point alone
public record ChangePoint(int index, int before, int after, double meanBefore, double meanAfter, double p) {

    /// The relative change from the mean before to the mean after.
    public double effect() {
        return Levels.relativeChange(meanBefore, meanAfter);
    }
}

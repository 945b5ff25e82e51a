// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

/// One fact about where a recording was made.
///
/// @param subject what it is about: a device, `host`, `tape` or `recording`
/// @param aspect what is stated, e.g. `invalidation`
record EnvironmentFact(String subject, String aspect) implements Comparable<EnvironmentFact> {

    @Override
    public int compareTo(EnvironmentFact other) {
        int bySubject = subject.compareTo(other.subject);
        return bySubject != 0 ? bySubject : aspect.compareTo(other.aspect);
    }
}

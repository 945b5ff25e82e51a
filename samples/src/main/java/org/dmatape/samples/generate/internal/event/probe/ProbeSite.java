// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.probe;

/// Addresses a pair of probes on a function reports.
///
/// @param entry `__probe_ip` and `__probe_func`
/// @param returnTo `__probe_ret_ip`
record ProbeSite(long entry, long returnTo) {

    /// Where a caller continues, from its beginning.
    private static final int RETURN_OFFSET = 0x6d;

    /// @param entryOffset bytes from the symbol to the probed instruction: 4 where functions begin with a landing pad
    static ProbeSite of(KernelFunction function, KernelFunction caller, int longBytes, int entryOffset) {
        return new ProbeSite(function.address(longBytes) + entryOffset, caller.address(longBytes) + RETURN_OFFSET);
    }
}

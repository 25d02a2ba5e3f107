/**
 * Counters and latency histograms: cells written by one worker each and read from outside, with one
 * enum row and one sentence for each counter. Sums over workers are made on reading.
 */
@NullMarked
package dev.ringway.core.stats;

import org.jspecify.annotations.NullMarked;

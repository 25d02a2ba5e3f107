/**
 * The comparison of proxies: starts servers and proxies, loads the proxies in turn, and prints what
 * each one costs.
 */
@NullMarked
package dev.ringway.benchmarks.compare;

import org.jspecify.annotations.NullMarked;

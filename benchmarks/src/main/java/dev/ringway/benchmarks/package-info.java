/** Benchmarks of the hot paths, each with its allocation figure. */
@NullMarked
package dev.ringway.benchmarks;

import org.jspecify.annotations.NullMarked;

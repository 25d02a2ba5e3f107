/**
 * JMH benchmarks of what every request passes: scanners, sessions, rings, buffers. They tell what a
 * change of one of them costs; what a request costs in all, {@code benchmarks/compare} tells.
 */
@NullMarked
package dev.ringway.benchmarks.micro;

import org.jspecify.annotations.NullMarked;

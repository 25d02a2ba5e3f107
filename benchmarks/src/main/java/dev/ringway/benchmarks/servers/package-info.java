/** The real servers that measurements run against, as processes that end with them. */
@NullMarked
package dev.ringway.benchmarks.servers;

import org.jspecify.annotations.NullMarked;

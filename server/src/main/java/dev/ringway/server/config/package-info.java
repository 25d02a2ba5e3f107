/**
 * From a file to a checked {@link dev.ringway.core.config.ProxyConfig}: nutcracker's YAML as it is,
 * and Ringway's own.
 *
 * <p>Readers work on YAML nodes, so that every problem carries its line and column, and they go on
 * after a problem, so that all are reported at once. A file whose top level has the key {@code
 * listeners} or {@code pools} is Ringway's; any other is nutcracker's.
 */
@NullMarked
package dev.ringway.server.config;

import org.jspecify.annotations.NullMarked;

/**
 * What is told of the running proxy: sums over the workers' numbers, made when asked for, as
 * Prometheus metrics and as JSON in nutcracker's shape. Nothing here runs on a worker or slows one.
 */
@NullMarked
package dev.ringway.server.metrics;

import org.jspecify.annotations.NullMarked;

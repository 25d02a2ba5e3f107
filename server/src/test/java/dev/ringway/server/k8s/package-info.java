/**
 * Tests of what stands in {@code k8s/}: every overlay and every shape of the chart is rendered by
 * the real tools, parsed strictly into the API's types, and checked against the rules that
 * manifests here keep. Nothing needs a cluster.
 */
@NullMarked
package dev.ringway.server.k8s;

import org.jspecify.annotations.NullMarked;

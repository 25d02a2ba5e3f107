/**
 * Turns configurations of mcrouter and of the memcached proxy's routelib into Ringway's own YAML,
 * with a remark for all that has no counterpart or means something else.
 */
@NullMarked
package dev.ringway.server.imports;

import org.jspecify.annotations.NullMarked;

/**
 * INFO as text: the fields of several servers made those of one. Knows neither clients nor servers.
 */
@NullMarked
package dev.ringway.redis.info;

import org.jspecify.annotations.NullMarked;

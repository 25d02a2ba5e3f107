/**
 * RESP2 and RESP3 as bytes: scanners of requests and replies, a view of a request's arguments, and
 * a writer.
 */
@NullMarked
package dev.ringway.redis.resp;

import org.jspecify.annotations.NullMarked;

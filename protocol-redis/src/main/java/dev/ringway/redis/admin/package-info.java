/**
 * What the proxy tells of itself where clients and tools look for a server's facts: INFO, CONFIG.
 */
@NullMarked
package dev.ringway.redis.admin;

import org.jspecify.annotations.NullMarked;

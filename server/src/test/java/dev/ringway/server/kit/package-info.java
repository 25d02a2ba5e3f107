/**
 * What end-to-end tests stand on: real servers as processes, proxies in this process and as one,
 * servers that misbehave, and plain clients. Everything started is ended.
 */
@NullMarked
package dev.ringway.server.kit;

import org.jspecify.annotations.NullMarked;

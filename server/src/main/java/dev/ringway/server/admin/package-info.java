/**
 * What is served beside the traffic, on one thread of its own: the admin HTTP with its pages and
 * actions, and the statistics port.
 */
@NullMarked
package dev.ringway.server.admin;

import org.jspecify.annotations.NullMarked;

/**
 * Scripts: they go over connections of their own, those that clients have sent are given to servers
 * that have lost them, and one that runs for too long can be ended.
 */
@NullMarked
package dev.ringway.redis.scripts;

import org.jspecify.annotations.NullMarked;

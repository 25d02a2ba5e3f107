/**
 * Scripts: those that clients have sent are remembered and given to servers that have lost them.
 */
@NullMarked
package dev.ringway.redis.scripts;

import org.jspecify.annotations.NullMarked;

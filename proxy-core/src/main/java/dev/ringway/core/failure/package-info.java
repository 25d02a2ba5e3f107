/**
 * What can go wrong on the data path, as values: codes that clients see and sentences that people
 * read. Nothing here is thrown.
 */
@NullMarked
package dev.ringway.core.failure;

import org.jspecify.annotations.NullMarked;

/**
 * The configuration as checked data: records that readers of every file format fill and workers
 * compile. Nothing here reads files.
 */
@NullMarked
package dev.ringway.core.config;

import org.jspecify.annotations.NullMarked;

/**
 * Queues of jobs, as Sidekiq and its like keep them, by every client library while servers fail.
 */
@NullMarked
package dev.ringway.server.jobs;

import org.jspecify.annotations.NullMarked;

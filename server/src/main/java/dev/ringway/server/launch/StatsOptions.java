package dev.ringway.server.launch;

import dev.ringway.core.config.Endpoint;
import java.time.Duration;

/**
 * Where and how often the statistics in nutcracker's shape are given.
 *
 * @param endpoint {@code -a} and {@code -s}
 * @param interval {@code -i}: how old the numbers may be
 */
public record StatsOptions(Endpoint endpoint, Duration interval) {}

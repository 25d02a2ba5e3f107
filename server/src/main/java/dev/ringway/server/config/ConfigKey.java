package dev.ringway.server.config;

/**
 * One key of a configuration file: what its table in the documentation says.
 *
 * @param name as it is written
 * @param kind what it takes, for example {@code duration}
 * @param byDefault what holds where it is not written; {@code required} where it must be
 * @param meaning one sentence
 */
public record ConfigKey(String name, String kind, String byDefault, String meaning) {}

package dev.ringway.core.config;

/**
 * One server of a pool.
 *
 * @param endpoint where to connect
 * @param weight its share of the ring, at least 1
 * @param name its identity on the ring, in statistics and in errors: the configured name, else as
 *     twemproxy derives it from the address
 * @param named whether the name was configured
 */
public record ServerConfig(Endpoint endpoint, int weight, String name, boolean named) {}

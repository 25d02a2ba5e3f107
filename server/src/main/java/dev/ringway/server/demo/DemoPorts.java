package dev.ringway.server.demo;

/**
 * Where the demo listens.
 *
 * @param redis 0 for nowhere
 * @param memcache 0 for nowhere
 */
public record DemoPorts(int redis, int memcache) {}

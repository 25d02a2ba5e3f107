package dev.ringway.core.cache;

/**
 * What a cache inside the proxy holds and has done, at one moment.
 *
 * @param maxBytes what it may hold, in bytes
 * @param bytes what it holds: keys, values and what it takes to keep them
 * @param entries items that it holds; those whose life is over count until they are noticed
 * @param hits keys read and found
 * @param misses keys read and not found
 * @param stores items stored
 * @param evictions items that had to go to make room
 */
public record CacheNumbers(
    long maxBytes, long bytes, long entries, long hits, long misses, long stores, long evictions) {}

package dev.ringway.hashing;

/**
 * How a key came to its server.
 *
 * @param hashed the part of the key that was hashed, as UTF-8 text
 * @param hash the hash, unsigned, 32 or 64 bits
 * @param point the ring point, slot or table index it landed on, or -1 where there is none
 * @param server the server's index in the pool's list, or -1 if none is live
 * @param name the server's ring identity, or "" if none is live
 */
public record Location(String hashed, long hash, long point, int server, String name) {}

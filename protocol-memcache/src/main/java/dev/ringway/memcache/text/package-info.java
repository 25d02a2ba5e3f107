/**
 * memcached's text as bytes: scanners of requests and replies, command lines and their words,
 * numbers, keys in base64, and the texts of its answers.
 */
@NullMarked
package dev.ringway.memcache.text;

import org.jspecify.annotations.NullMarked;

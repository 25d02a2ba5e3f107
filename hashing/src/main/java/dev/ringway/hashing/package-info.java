/** Hash functions and the distributions that map a key to a server. */
@NullMarked
package dev.ringway.hashing;

import org.jspecify.annotations.NullMarked;

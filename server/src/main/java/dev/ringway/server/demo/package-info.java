/** {@code ringway demo}: real servers on free ports and a proxy in front of them. */
@NullMarked
package dev.ringway.server.demo;

import org.jspecify.annotations.NullMarked;

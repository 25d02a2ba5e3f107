/** Commands that a configuration adds, refuses or gathers, through the whole proxy. */
@NullMarked
package dev.ringway.server.commands;

import org.jspecify.annotations.NullMarked;

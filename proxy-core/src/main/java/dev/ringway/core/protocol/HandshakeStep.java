package dev.ringway.core.protocol;

import dev.ringway.core.message.Reply;
import java.util.function.Predicate;

/**
 * One request sent on a server connection by the proxy itself, and what a good reply to it is.
 *
 * @param what names the step in a log line, for example {@code SELECT 3}; no secrets
 * @param request the bytes to send
 * @param accepts whether a reply lets the connection be used; borrowed
 */
public record HandshakeStep(String what, byte[] request, Predicate<Reply> accepts) {}

package dev.ringway.core.failure;

/**
 * A failure and the sentence that tells a person what happened, naming the server and the limit.
 *
 * <p>Destinations make theirs once, when they are built, so that failing fast allocates nothing.
 *
 * @param failure the code
 * @param sentence plain ASCII without line breaks, for example {@code server cache-0 did not answer
 *     within 400 ms}
 */
public record Fault(Failure failure, String sentence) {}

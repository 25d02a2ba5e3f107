package dev.ringway.server.admin;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a page answers.
 *
 * @param contentType of the body
 * @param body writes it
 */
record Answer(HttpResponseStatus status, String contentType, Body body) {
  /** Writes an answer's body. */
  @FunctionalInterface
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Plain text; a line's end is added. */
  static Answer text(HttpResponseStatus status, String text) {
    return of(status, "text/plain; charset=utf-8", text.endsWith("\n") ? text : text + "\n");
  }

  static Answer text(String text) {
    return text(HttpResponseStatus.OK, text);
  }

  static Answer json(String json) {
    return of(HttpResponseStatus.OK, "application/json", json);
  }

  static Answer html(String html) {
    return of(HttpResponseStatus.OK, "text/html; charset=utf-8", html);
  }

  private static Answer of(HttpResponseStatus status, String contentType, String text) {
    return new Answer(status, contentType, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}

package dev.ringway.memcache;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A blocking connection that shows replies as the bytes they are. */
final class RawClient implements AutoCloseable {
  private static final String QUESTION = "mg ~ Otheend\r\n";
  private static final String ANSWER = "EN Otheend\r\n";
  private static final int EMPTY_LINES = 20;

  /** What a memcached answers behind the answers to a stream that {@link #ask} sent. */
  static final String END = "ERROR\r\n".repeat(EMPTY_LINES) + ANSWER;

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  /**
   * Sends a stream in pieces that end at the given positions, and reads every answer to it. Empty
   * lines behind it end what may be unfinished, so that the answer to a last question tells the
   * end.
   */
  String ask(String stream, int... ends) throws IOException {
    String whole = stream + "\r\n".repeat(EMPTY_LINES) + QUESTION;
    byte[] bytes = whole.getBytes(StandardCharsets.ISO_8859_1);
    int from = 0;
    for (int end : ends) {
      socket.getOutputStream().write(bytes, from, end - from);
      from = end;
    }
    socket.getOutputStream().write(bytes, from, bytes.length - from);
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    while (!endsWithAnswer(answers)) {
      int count = in.read(buffer);
      if (count < 0) {
        return answers.toString(StandardCharsets.ISO_8859_1) + "closed";
      }
      answers.write(buffer, 0, count);
    }
    return answers.toString(StandardCharsets.ISO_8859_1);
  }

  private static boolean endsWithAnswer(ByteArrayOutputStream answers) {
    return answers.size() >= ANSWER.length()
        && answers.toString(StandardCharsets.ISO_8859_1).endsWith(ANSWER);
  }

  /** Sends bytes and reads until the other side closes. */
  byte[] askUntilClosed(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return in.readAllBytes();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

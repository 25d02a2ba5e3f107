package dev.ringway.redis;

import dev.ringway.core.message.FrameScanner;
import dev.ringway.redis.resp.RespReplyScanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A blocking connection that shows replies as the bytes they are. */
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int from;
  private int to;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  String ask(String... arguments) throws IOException {
    send(Requests.of(arguments));
    return read();
  }

  /** One whole reply; {@code closed} at the end of the stream. */
  String read() throws IOException {
    RespReplyScanner scanner = new RespReplyScanner(32);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    while (true) {
      if (from == to) {
        from = 0;
        to = in.read(buffer);
        if (to < 0) {
          to = 0;
          return "closed";
        }
      }
      int end = scanner.scan(buffer, from, to);
      if (end == FrameScanner.MALFORMED) {
        throw new IOException(scanner.error());
      }
      int stop = end < 0 ? to : end;
      frame.write(buffer, from, stop - from);
      from = stop;
      if (end >= 0) {
        return frame.toString(StandardCharsets.ISO_8859_1);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

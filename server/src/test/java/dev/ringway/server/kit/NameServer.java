package dev.ringway.server.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A name server (RFC 1035, UDP, A records) as a cluster has it: it gives the names that a test put
 * the addresses they have now, with a life of one second, and says of any other that there is none.
 */
public final class NameServer implements AutoCloseable {
  private static final int HEADER_BYTES = 12;
  private static final short FOUND = (short) 0x8580;
  private static final short NO_SUCH_NAME = (short) 0x8583;
  private static final short NAME_OF_QUESTION = (short) 0xC00C;
  private static final int TYPE_A = 1;
  private static final int TTL_SECONDS = 1;

  private final DatagramSocket socket;
  private final AtomicInteger questions = new AtomicInteger();
  private final Map<String, InetAddress> addresses = new ConcurrentHashMap<>();

  /** Listens at a free port; knows no name yet. */
  public NameServer() {
    try {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  /** Where it listens. */
  public InetSocketAddress listens() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /**
   * Gives a name an address, in place of the one that it had.
   *
   * @param name also answered for behind a search domain: {@code cache-0.cache} as {@code
   *     cache-0.cache.svc.cluster.local}
   */
  public void put(String name, String address) {
    try {
      addresses.put(name, InetAddress.getByName(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets a name. */
  public void remove(String name) {
    addresses.remove(name);
  }

  /** How often it was asked for the address of a name, known or not. */
  public int questions() {
    return questions.get();
  }

  private void serve() {
    byte[] buffer = new byte[512];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        byte[] answer = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private byte[] answer(ByteBuffer query) {
    StringBuilder name = new StringBuilder();
    int end = HEADER_BYTES;
    for (int length = query.get(end); length != 0; length = query.get(end)) {
      byte[] label = new byte[length];
      query.get(end + 1, label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
      end += length + 1;
    }
    InetAddress known = address(name.toString().toLowerCase(Locale.ROOT));
    boolean asked = query.getShort(end + 1) == TYPE_A;
    if (asked) {
      questions.incrementAndGet();
    }
    return answer(query, end + 5, known == null ? NO_SUCH_NAME : FOUND, asked ? known : null);
  }

  private @Nullable InetAddress address(String asked) {
    for (int end = asked.length(); end > 0; end = asked.lastIndexOf('.', end - 1)) {
      InetAddress address = addresses.get(asked.substring(0, end));
      if (address != null) {
        return address;
      }
    }
    return null;
  }

  private static byte[] answer(
      ByteBuffer query, int end, short status, @Nullable InetAddress address) {
    ByteBuffer answer = ByteBuffer.allocate(end + (address == null ? 0 : 16));
    answer.putShort(query.getShort(0)).putShort(status);
    answer.putShort((short) 1).putShort((short) (address == null ? 0 : 1)).putInt(0);
    answer.put(query.slice(HEADER_BYTES, end - HEADER_BYTES));
    if (address != null) {
      answer.putShort(NAME_OF_QUESTION).putShort((short) TYPE_A).putShort((short) 1);
      answer.putInt(TTL_SECONDS).putShort((short) 4).put(address.getAddress());
    }
    return answer.array();
  }

  @Override
  public void close() {
    socket.close();
  }
}

package dev.ringway.server.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A name server as a cluster has it: it knows the pods of StatefulSets by {@code pod.service}, with
 * a life of one second, and of any other name it says that there is none.
 */
final class PodNames implements AutoCloseable {
  private static final int HEADER_BYTES = 12;
  private static final short FOUND = (short) 0x8580;
  private static final short NO_SUCH_NAME = (short) 0x8583;
  private static final short NAME_OF_QUESTION = (short) 0xC00C;
  private static final int TYPE_A = 1;
  private static final int TTL_SECONDS = 1;

  private final DatagramSocket socket;
  private final Map<String, InetAddress> addresses = new ConcurrentHashMap<>();

  PodNames() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::serve);
  }

  /** Where it listens, as {@code host:port}. */
  String listens() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** Gives a pod an address, in place of the one that it had. */
  void put(String podAndService, String address) {
    try {
      addresses.put(podAndService, InetAddress.getByName(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove(String podAndService) {
    addresses.remove(podAndService);
  }

  private void serve() {
    byte[] buffer = new byte[512];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        byte[] answer = answer(buffer);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private byte[] answer(byte[] query) {
    StringBuilder name = new StringBuilder();
    int labels = 0;
    int at = HEADER_BYTES;
    while (query[at] != 0) {
      int length = query[at];
      if (labels++ < 2) {
        name.append(name.isEmpty() ? "" : ".")
            .append(new String(query, at + 1, length, StandardCharsets.US_ASCII));
      }
      at += length + 1;
    }
    InetAddress address = addresses.get(name.toString());
    boolean answered = address != null && query[at + 1] == 0 && query[at + 2] == TYPE_A;
    return answer(query, at + 5, address == null ? NO_SUCH_NAME : FOUND, answered ? address : null);
  }

  private static byte[] answer(byte[] query, int end, short status, @Nullable InetAddress address) {
    ByteBuffer answer = ByteBuffer.allocate(end + (address == null ? 0 : 16));
    answer.put(query, 0, 2).putShort(status);
    answer.putShort((short) 1).putShort((short) (address == null ? 0 : 1)).putInt(0);
    answer.put(query, HEADER_BYTES, end - HEADER_BYTES);
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

package dev.ringway.server.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server (RFC 1035, UDP, A records) that gives every name the address a test says. */
public final class NameServer implements AutoCloseable {
  private static final int HEADER_BYTES = 12;
  private static final short RESPONSE = (short) 0x8580;
  private static final short NO_SUCH_NAME = 3;
  private static final short NAME_OF_QUESTION = (short) 0xC00C;
  private static final int TYPE_A = 1;
  private static final int TTL_SECONDS = 1;

  private final DatagramSocket socket;
  private final AtomicInteger questions = new AtomicInteger();
  private volatile InetAddress address;
  private volatile boolean forgotten;

  /** Listens at a free port. */
  public NameServer(String address) {
    try {
      this.address = InetAddress.getByName(address);
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

  /** Knows no name from now on. */
  public void forget() {
    forgotten = true;
  }

  /** Gives another address from now on. */
  public void moveTo(String other) {
    try {
      address = InetAddress.getByName(other);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often it was asked for an address. */
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
      } catch (IOException e) {
        return;
      }
    }
  }

  private byte[] answer(ByteBuffer query) {
    int end = HEADER_BYTES;
    while (query.get(end) != 0) {
      end += query.get(end) + 1;
    }
    short type = query.getShort(end + 1);
    int questionBytes = end + 5 - HEADER_BYTES;
    boolean known = type == TYPE_A && !forgotten;
    short flags = forgotten ? RESPONSE | NO_SUCH_NAME : RESPONSE;
    ByteBuffer answer = ByteBuffer.allocate(HEADER_BYTES + questionBytes + (known ? 16 : 0));
    answer.putShort(query.getShort(0)).putShort(flags);
    answer.putShort((short) 1).putShort((short) (known ? 1 : 0)).putInt(0);
    answer.put(query.slice(HEADER_BYTES, questionBytes));
    if (known) {
      questions.incrementAndGet();
      answer.putShort(NAME_OF_QUESTION).putShort(type).putShort((short) 1).putInt(TTL_SECONDS);
      answer.putShort((short) 4).put(address.getAddress());
    }
    return answer.array();
  }

  @Override
  public void close() {
    socket.close();
  }
}

package dev.ringway.server.pubsub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/** Many connections that one thread reads, each only to sum up what it got. */
final class Crowd implements AutoCloseable {
  /** What one connection has received. */
  private static final class Member {
    private final CRC32 sum = new CRC32();
    private long bytes;
  }

  private final Selector selector = Selector.open();
  private final List<SocketChannel> channels = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);

  /** Connects so many to a port; each says the same at once. */
  Crowd(int port, int size, byte[] greeting) throws IOException {
    for (int i = 0; i < size; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channels.add(channel);
      channel.write(ByteBuffer.wrap(greeting));
      channel.configureBlocking(false);
      Member member = new Member();
      members.add(member);
      channel.register(selector, SelectionKey.OP_READ, member);
    }
  }

  /** Reads until each has got exactly these bytes since the last call; fails if one gets others. */
  void expect(byte[] expected, int seconds) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(expected);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long missing = (long) expected.length * members.size();
    for (Member member : members) {
      missing -= member.bytes;
    }
    while (missing > 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError(missing + " bytes were not there after " + seconds + " s");
      }
      missing -= readReady();
    }
    for (Member member : members) {
      if (member.bytes != expected.length || member.sum.getValue() != sum.getValue()) {
        throw new AssertionError("one got " + member.bytes + " bytes, or others than expected");
      }
      member.bytes = 0;
      member.sum.reset();
    }
  }

  private long readReady() throws IOException {
    selector.select(100);
    long read = 0;
    for (SelectionKey key : selector.selectedKeys()) {
      Member member = (Member) key.attachment();
      int length = ((SocketChannel) key.channel()).read(buffer.clear());
      if (length < 0) {
        throw new AssertionError("one was closed");
      }
      read += length;
      member.bytes += length;
      member.sum.update(buffer.flip());
    }
    selector.selectedKeys().clear();
    return read;
  }

  @Override
  public void close() {
    try {
      for (SocketChannel channel : channels) {
        channel.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

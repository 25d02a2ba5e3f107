package dev.ringway.benchmarks.load;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Clients that all ask, then all read their replies, again and again: slower than {@link
 * LoadGenerator}, but for any system. Every byte of every reply is compared.
 */
public final class BlockingClients implements AutoCloseable {
  private final List<Socket> sockets = new ArrayList<>();
  private final int pipeline;
  private final byte[] requests;
  private final byte[] replies;
  private final byte[] received;
  private final int requestBytes;
  private final int replyBytes;
  private int next;

  /** Connects {@code clients} clients, each to send {@code pipeline} requests at a time. */
  public BlockingClients(InetSocketAddress target, int clients, int pipeline, Workload workload)
      throws IOException {
    this.pipeline = pipeline;
    requests = workload.requests().toArray(JAVA_BYTE);
    replies = workload.replies().toArray(JAVA_BYTE);
    requestBytes = pipeline * workload.requestBytes();
    replyBytes = pipeline * workload.replyBytes();
    received = new byte[replyBytes];
    for (int i = 0; i < clients; i++) {
      Socket socket = new Socket(target.getAddress(), target.getPort());
      sockets.add(socket);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(10_000);
    }
  }

  /** Sends at least {@code count} requests and reads all their replies; returns how many. */
  public long run(long count) throws IOException {
    long done = 0;
    while (done < count) {
      int first = next;
      for (Socket socket : sockets) {
        socket.getOutputStream().write(requests, next * requestBytes, requestBytes);
        next = after(next);
      }
      int expected = first;
      for (Socket socket : sockets) {
        readReplies(socket, expected * replyBytes);
        expected = after(expected);
        done += pipeline;
      }
    }
    return done;
  }

  private int after(int pipelineIndex) {
    return (pipelineIndex + 2) * requestBytes <= requests.length ? pipelineIndex + 1 : 0;
  }

  private void readReplies(Socket socket, int at) throws IOException {
    if (socket.getInputStream().readNBytes(received, 0, replyBytes) < replyBytes) {
      throw new EOFException("the proxy closed a connection");
    }
    if (!Arrays.equals(received, 0, replyBytes, replies, at, at + replyBytes)) {
      throw new LoadException("wrong replies, the first of them to request " + at / replyBytes);
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}

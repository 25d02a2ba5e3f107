package dev.ringway.redis.clients;

import dev.ringway.core.protocol.Client;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Addresses as Redis writes them: host and port, or the path of a socket and port 0. */
final class ClientAddress {
  private ClientAddress() {}

  static String remote(Client client) {
    SocketAddress remote = client.remoteAddress();
    return text(remote instanceof InetSocketAddress ? remote : client.localAddress());
  }

  static String local(Client client) {
    return text(client.localAddress());
  }

  static boolean isPath(Client client) {
    return !(client.localAddress() instanceof InetSocketAddress);
  }

  private static String text(SocketAddress address) {
    return address instanceof InetSocketAddress inet
        ? NetUtil.toSocketAddressString(inet)
        : address + ":0";
  }
}

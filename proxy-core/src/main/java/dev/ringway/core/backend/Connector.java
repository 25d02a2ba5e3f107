package dev.ringway.core.backend;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import java.net.SocketAddress;
import java.util.function.LongSupplier;

/** Opens sockets to servers on one loop, with the options of the transport in use. */
public interface Connector {
  /**
   * Begins to connect.
   *
   * @param handler the only handler of the new channel
   * @param missingBytes how many bytes of a long frame the handler knows to be still to come
   * @param timeoutMillis how long the attempt may take
   */
  ChannelFuture connect(
      SocketAddress address,
      ChannelHandler handler,
      LongSupplier missingBytes,
      int timeoutMillis,
      boolean keepAlive);
}

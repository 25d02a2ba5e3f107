package dev.ringway.core.worker;

import dev.ringway.core.backend.Resolver;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.net.SocketAddress;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How the proxy speaks to the kernel, chosen at start: epoll, io_uring, kqueue or NIO.
 *
 * @param name as {@code --transport} names it
 * @param newGroup makes a group of so many loops
 * @param serverChannel makes the listening channel for an address
 * @param clientChannel makes an unconnected channel for an address
 * @param unixAddress the address of a unix socket's path
 * @param resolver makes the resolver of names for one loop
 * @param allocator where buffers come from
 * @param readsAtOnce whether a read happens when it is asked for, so that one buffer can serve all
 *     channels of a loop; false where the kernel reads ahead
 * @param writesAtOnce whether channels have the socket of a Unix system, which takes a write at
 *     once; false where the kernel is handed many writes together
 * @param prepare sets what this transport wants of every channel to a client or server
 */
public record Transport(
    String name,
    Function<Integer, EventLoopGroup> newGroup,
    Function<SocketAddress, ServerChannel> serverChannel,
    Function<SocketAddress, Channel> clientChannel,
    Function<String, SocketAddress> unixAddress,
    Function<EventLoop, Resolver> resolver,
    ByteBufAllocator allocator,
    boolean readsAtOnce,
    boolean writesAtOnce,
    Consumer<ChannelConfig> prepare) {}

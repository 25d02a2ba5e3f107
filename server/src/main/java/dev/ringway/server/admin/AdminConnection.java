package dev.ringway.server.admin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of the admin HTTP. Pages answer GET and HEAD at once. Actions answer POST, run on
 * a thread of their own, and only for callers on this machine that are no web page.
 */
final class AdminConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(AdminConnection.class);
  private static final long MAX_SECONDS_TO_REQUEST = 90;

  private final AdminPages pages;
  private @Nullable Future<?> deadline;
  private boolean acting;

  AdminConnection(AdminPages pages) {
    this.pages = pages;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    awaitRequest(context);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopWaiting();
  }

  /** A whole request must come in time, however slowly its bytes drip in. */
  private void awaitRequest(ChannelHandlerContext context) {
    stopWaiting();
    deadline =
        context
            .executor()
            .schedule(() -> context.close(), MAX_SECONDS_TO_REQUEST, TimeUnit.SECONDS);
  }

  private void stopWaiting() {
    Future<?> waiting = deadline;
    if (waiting != null) {
      waiting.cancel(false);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (acting) {
      return;
    }
    if (request.decoderResult().isFailure()) {
      Answer answer = Answer.text(HttpResponseStatus.BAD_REQUEST, "this is not HTTP");
      write(context, response(context, answer), false);
      return;
    }
    String path = new QueryStringDecoder(request.uri()).path();
    AdminPages.Page page = pages.page(path);
    AdminPages.Action action = pages.action(path);
    HttpMethod method = request.method();
    if (page != null && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))) {
      answer(context, request, page.answer(request));
    } else if (page != null) {
      refuseMethod(context, request, "GET, HEAD");
    } else if (action == null) {
      answer(context, request, pages.nothingAt(path));
    } else if (!method.equals(HttpMethod.POST)) {
      refuseMethod(context, request, "POST");
    } else if (isForeign(context, request)) {
      String why = path + " is for callers on this machine; use kubectl exec or port-forward";
      answer(context, request, Answer.text(HttpResponseStatus.FORBIDDEN, why));
    } else {
      act(context, action);
    }
  }

  /** Browsers name an origin with each POST: a page somewhere must not end the proxy. */
  private static boolean isForeign(ChannelHandlerContext context, FullHttpRequest request) {
    InetSocketAddress caller = (InetSocketAddress) context.channel().remoteAddress();
    return !caller.getAddress().isLoopbackAddress()
        || request.headers().contains(HttpHeaderNames.ORIGIN);
  }

  private void act(ChannelHandlerContext context, AdminPages.Action action) {
    acting = true;
    stopWaiting();
    Thread.ofPlatform()
        .daemon()
        .name("ringway-admin-action")
        .start(() -> {
          Answer answer = action.run();
          context.executor().execute(() -> write(context, response(context, answer), false));
        });
  }

  private void refuseMethod(
      ChannelHandlerContext context, FullHttpRequest request, String allowed) {
    FullHttpResponse response =
        response(
            context,
            Answer.text(HttpResponseStatus.METHOD_NOT_ALLOWED, "only " + allowed + " here"));
    response.headers().set(HttpHeaderNames.ALLOW, allowed);
    write(context, response, HttpUtil.isKeepAlive(request));
  }

  private void answer(ChannelHandlerContext context, FullHttpRequest request, Answer answer) {
    write(context, response(context, answer), HttpUtil.isKeepAlive(request));
  }

  private static FullHttpResponse response(ChannelHandlerContext context, Answer answer) {
    ByteBuf body = context.alloc().buffer();
    try (ByteBufOutputStream out = new ByteBufOutputStream(body)) {
      answer.body().writeTo(out);
    } catch (IOException | RuntimeException e) {
      body.release();
      LOG.warn("an admin page failed", e);
      return response(
          context,
          Answer.text(HttpResponseStatus.INTERNAL_SERVER_ERROR, "this page failed; see the log"));
    }
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, answer.status(), body);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    headers.set("x-content-type-options", "nosniff");
    headers.set(
        HttpHeaderNames.CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    return response;
  }

  private void write(ChannelHandlerContext context, FullHttpResponse response, boolean keepAlive) {
    if (keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
      context.writeAndFlush(response);
      awaitRequest(context);
    } else {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}

package dev.ringway.core.backend;

import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;

/** The sentences that name one server and its limits, made once. */
final class ServerFaults {
  final Fault timeout;
  final Fault refused;
  final Fault unresolved;
  final Fault connectTimeout;
  final Fault disconnected;
  final Fault overloaded;
  final Fault backlogged;
  final Fault brokenReply;
  final Fault tooLarge;
  final Fault noMemory;
  final Fault retired;
  final Fault leasesOut;
  final Fault silent;

  ServerFaults(PoolConfig pool, ServerConfig server) {
    String address = server.endpoint().toString();
    String who =
        "server " + server.name() + (address.equals(server.name()) ? "" : " (" + address + ")");
    timeout =
        new Fault(Failure.TIMEOUT, who + " did not answer within " + pool.timeoutMillis() + " ms");
    refused = new Fault(Failure.REFUSED, who + " refused the connection");
    unresolved = new Fault(Failure.NO_SERVER, who + " has a name that does not resolve");
    connectTimeout = new Fault(Failure.TIMEOUT, who + " did not accept a connection in time");
    disconnected =
        new Fault(Failure.DISCONNECTED, who + " closed the connection before it answered");
    overloaded =
        new Fault(
            Failure.OVERLOADED, who + " has " + pool.maxQueue() + " requests in flight, the limit");
    backlogged =
        new Fault(Failure.OVERLOADED, who + " does not take requests as fast as they come");
    brokenReply = new Fault(Failure.MALFORMED, who + " sent bytes that are not a reply");
    tooLarge = new Fault(Failure.TOO_LARGE, who + " sent a reply too long to be merged");
    noMemory =
        new Fault(
            Failure.OVERLOADED, who + " sent a reply for which the proxy has no memory at present");
    leasesOut =
        new Fault(
            Failure.OVERLOADED,
            who + " has lent " + pool.maxLeases() + " connections, its max_leases");
    silent =
        new Fault(Failure.TIMEOUT, who + " has said nothing for " + Heartbeat.MOST_SECONDS + " s");
    retired = new Fault(Failure.DISCONNECTED, who + " is no longer in use");
  }
}

package dev.ringway.redis.clients;

import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.WholeNumber;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What CLIENT KILL says of whom it means, in its form with options. */
final class KillOptions {
  private static final byte[] NO_ID = ErrorReplies.error("ERR client-id should be greater than 0");
  private static final byte[] NO_AGE =
      ErrorReplies.error("ERR maxage is not an integer or out of range");
  private static final byte[] LITTLE_AGE =
      ErrorReplies.error("ERR maxage should be greater than 0");

  private final ListedClient asking;
  private Set<Long> ids = Set.of();
  private @Nullable ClientType type;
  private @Nullable String address;
  private @Nullable String localAddress;
  private @Nullable String user;
  private boolean skipsItself = true;
  private long minAgeSeconds;

  KillOptions(ListedClient asking) {
    this.asking = asking;
  }

  ClientFilter filter() {
    long except = skipsItself ? asking.id() : 0;
    return new ClientFilter(ids, type, address, localAddress, user, except, minAgeSeconds);
  }

  /** Reads the options; an error if they cannot be. */
  byte @Nullable [] read(Arguments arguments) {
    byte[] error = null;
    for (int i = 2; i < arguments.count() && error == null; i += 2) {
      error =
          i + 1 < arguments.count()
              ? readOne(arguments, i, arguments.text(i + 1))
              : ErrorReplies.SYNTAX;
    }
    return error;
  }

  private byte @Nullable [] readOne(Arguments arguments, int at, String value) {
    if (arguments.is(at, "ID")) {
      return readId(value);
    } else if (arguments.is(at, "TYPE")) {
      type = ClientType.named(value);
      return type == null ? OtherClients.noSuchType(value) : null;
    } else if (arguments.is(at, "ADDR")) {
      address = value;
    } else if (arguments.is(at, "LADDR")) {
      localAddress = value;
    } else if (arguments.is(at, "USER")) {
      user = value;
      boolean known = value.equals(asking.state().user());
      return known ? null : ErrorReplies.error("ERR No such user '" + value + "'");
    } else if (arguments.is(at, "SKIPME")) {
      skipsItself = arguments.is(at + 1, "YES");
      return skipsItself || arguments.is(at + 1, "NO") ? null : ErrorReplies.SYNTAX;
    } else if (arguments.is(at, "MAXAGE")) {
      return readAge(value);
    } else {
      return ErrorReplies.SYNTAX;
    }
    return null;
  }

  private byte @Nullable [] readId(String value) {
    Long id = WholeNumber.of(value);
    if (id == null || id < 1) {
      return NO_ID;
    }
    ids = Set.of(id);
    return null;
  }

  private byte @Nullable [] readAge(String value) {
    Long age = WholeNumber.of(value);
    if (age == null || age < 1) {
      return age == null ? NO_AGE : LITTLE_AGE;
    }
    minAgeSeconds = age;
    return null;
  }
}

package dev.ringway.core.route;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.Command.Effect;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests of a protocol with four commands, one for each effect. */
final class Asked {
  private static final class Row extends Command {
    Row(String name, int ordinal, Effect effect) {
      super(name, ordinal, effect);
    }
  }

  static final Command GET = new Row("get", 0, Effect.READ);
  static final Command SET = new Row("set", 1, Effect.WRITE);
  static final Command DEL = new Row("del", 2, Effect.DELETE);
  static final Command PING = new Row("ping", 3, Effect.NONE);
  static final List<Command> COMMANDS = List.of(GET, SET, DEL, PING);

  private Asked() {}

  static Request get(String key) {
    return of(GET, key);
  }

  static Request set(String key) {
    return of(SET, key);
  }

  static Request del(String key) {
    return of(DEL, key);
  }

  static Request of(Command command, String key) {
    byte[] bytes = (command.name() + " " + key).getBytes(StandardCharsets.ISO_8859_1);
    Request request = new Request().of(command);
    request.frame().of(bytes);
    int start = command.name().length() + 1;
    return request.key(bytes, start, bytes.length - start);
  }

  /** Sends a request and says who asked. */
  static Asker send(Route route, Request request) {
    Asker asker = new Asker();
    Route.send(route, request, asker, Asker.INDEX);
    return asker;
  }
}

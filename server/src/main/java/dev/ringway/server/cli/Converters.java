package dev.ringway.server.cli;

import dev.ringway.server.launch.Profile;
import dev.ringway.server.launch.TransportChoice;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@link FlagValues} for the command line's library. */
final class Converters {
  private Converters() {}

  /** Takes a text, or refuses it with the sentence alone. */
  abstract static class Of<T> implements ITypeConverter<T> {
    private final Function<String, T> values;

    Of(Function<String, T> values) {
      this.values = values;
    }

    @Override
    public final T convert(String text) {
      try {
        return values.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  static final class Count extends Of<Integer> {
    Count() {
      super(FlagValues::count);
    }
  }

  static final class StatsPort extends Of<Integer> {
    StatsPort() {
      super(FlagValues::statsPort);
    }
  }

  static final class MbufSize extends Of<Integer> {
    MbufSize() {
      super(FlagValues::mbufSize);
    }
  }

  static final class Workers extends Of<Integer> {
    Workers() {
      super(FlagValues::workers);
    }
  }

  static final class Transport extends Of<TransportChoice> {
    Transport() {
      super(FlagValues::transport);
    }
  }

  static final class ProfileName extends Of<Profile> {
    ProfileName() {
      super(FlagValues::profile);
    }
  }

  static final class Admin extends Of<AdminChoice> {
    Admin() {
      super(FlagValues::admin);
    }
  }

  static final class Time extends Of<Duration> {
    Time() {
      super(FlagValues::time);
    }
  }
}

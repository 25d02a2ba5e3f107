package dev.ringway.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class ItemStoreTest {
  private static final CacheKey KEY = key("k");

  /** Strings as they are made, each another item. */
  private record Item(String text) {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private final ItemStore<Item> store = store(1 << 20);

  private static ItemStore<Item> store(long bytes) {
    return new ItemStore<>(bytes, item -> item.text().length(), _ -> Long.MAX_VALUE);
  }

  private static CacheKey key(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return CacheKey.of(bytes, 1, bytes.length - 2);
  }

  @Test
  void keys_are_their_bytes() {
    assertThat(key("a")).isEqualTo(key("a")).hasSameHashCodeAs(key("a")).isNotEqualTo(key("b"));
    assertThat(key("a")).isLessThan(key("b")).isEqualByComparingTo(key("a"));
    assertThat(key("secret").toString()).isEqualTo("a key of 6 bytes");
  }

  @Test
  void an_item_is_exchanged_only_for_what_was_there() {
    Item first = new Item("1");
    Item second = new Item("2");
    assertThat(store.exchange(KEY, null, first)).isTrue();
    assertThat(store.exchange(KEY, null, second)).isFalse();
    assertThat(store.exchange(KEY, second, new Item("3"))).isFalse();
    assertThat(store.exchange(KEY, new Item("1"), second)).isFalse();
    assertThat(store.exchange(KEY, first, second)).isTrue();
    assertThat(store.find(key("k"))).isSameAs(second);
    assertThat(store.exchange(KEY, first, null)).isFalse();
    assertThat(store.exchange(KEY, second, null)).isTrue();
    assertThat(store.find(KEY)).isNull();
    assertThat(store.exchange(KEY, null, null)).isTrue();
  }

  @Test
  void holds_no_more_bytes_than_it_may() {
    for (int i = 0; i < 10_000; i++) {
      store.exchange(key("key" + i), null, new Item("v".repeat(300)));
    }
    CacheNumbers numbers = store.numbers();
    assertThat(numbers.bytes()).isBetween(900_000L, 1L << 20);
    assertThat(numbers.entries()).isBetween(1_600L, 2_200L);
    assertThat(numbers.stores()).isEqualTo(10_000);
    assertThat(numbers.evictions()).isEqualTo(10_000 - numbers.entries());
    store.clear();
    assertThat(store.numbers().bytes()).isZero();
    assertThat(store.numbers().entries()).isZero();
    store.resetNumbers();
    assertThat(store.numbers()).isEqualTo(new CacheNumbers(1 << 20, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void counts_what_an_entry_takes_beside_its_bytes() {
    store.exchange(KEY, null, new Item("abc"));
    assertThat(store.numbers().bytes()).isEqualTo(ItemStore.ENTRY_BYTES + 1 + 3);
  }

  @Test
  void lets_go_of_what_is_over() {
    ItemStore<Item> short_ = new ItemStore<>(1 << 20, item -> 1, _ -> -3_000_000_000L);
    short_.exchange(KEY, null, new Item("x"));
    assertThat(short_.find(KEY)).isNull();
    assertThat(short_.exchange(KEY, null, new Item("y"))).isTrue();
  }

  @Test
  void loses_no_change_between_threads() throws Exception {
    int threads = 4;
    int rounds = 2_000;
    Callable<Void> adding =
        () -> {
          for (int i = 0; i < rounds; i++) {
            while (true) {
              Item before = store.find(KEY);
              int number = before == null ? 0 : Integer.parseInt(before.text());
              if (store.exchange(KEY, before, new Item(Integer.toString(number + 1)))) {
                break;
              }
            }
          }
          return null;
        };
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(workers.submit(adding));
      }
      for (Future<Void> each : all) {
        each.get();
      }
    }
    assertThat(store.find(KEY))
        .extracting(Item::text)
        .isEqualTo(Integer.toString(threads * rounds));
  }
}

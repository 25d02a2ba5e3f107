/*
 * Asks memcached's own proxy code where keys go: its ring, its jump hash, its XXH3 and its filters
 * are included from its source and called as the proxy calls them. memcached_proxy.sh builds it.
 */
#include <lua5.4/lauxlib.h>
#include <lua5.4/lua.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include "xxhash.h"

#define KEY_MAX_LENGTH 250

typedef uint64_t (*key_hash_func)(const void *key, size_t len, uint64_t seed);
struct proxy_hash_func {
  key_hash_func func;
};
typedef uint32_t (*hash_selector_func)(uint64_t hash, void *ctx);
struct proxy_hash_caller {
  hash_selector_func selector_func;
  void *ctx;
};

#include "filters.inc"
#include "proxy_jump_hash.c"
#undef PARTS
#include "proxy_ring_hash.c"

static unsigned char keys[1024][256];
static size_t lengths[1024];
static int key_count;

static void read_keys(const char *path) {
  FILE *in = fopen(path, "r");
  char line[1024];
  while (in && fgets(line, sizeof line, in)) {
    size_t length = strcspn(line, "\n") / 2;
    for (size_t i = 0; i < length; i++) {
      unsigned octet;
      sscanf(line + 2 * i, "%2x", &octet);
      keys[key_count][i] = octet;
    }
    lengths[key_count++] = length;
  }
}

static uint64_t seed_of(const char *text) {
  return *text ? XXH3_64bits(text, strlen(text)) : 0;
}

/* A distribution over `count` servers called host-1.cache … on 11211 and, every third, 11212. */
static struct proxy_hash_caller *distribution(lua_State *L, lua_CFunction make, int count,
                                              const char *omode) {
  lua_pushcfunction(L, make);
  lua_createtable(L, count, 0);
  for (int i = 1; i <= count; i++) {
    char host[32];
    snprintf(host, sizeof host, "host-%d.cache", i);
    lua_createtable(L, 0, 4);
    lua_pushinteger(L, i);
    lua_setfield(L, -2, "id");
    lua_pushstring(L, host);
    lua_setfield(L, -2, "addr");
    lua_pushstring(L, i % 3 ? "11211" : "11212");
    lua_setfield(L, -2, "port");
    lua_rawseti(L, -2, i);
  }
  int arguments = 1;
  if (omode) {
    lua_createtable(L, 0, 1);
    lua_pushstring(L, omode);
    lua_setfield(L, -2, "omode");
    arguments = 2;
  }
  if (lua_pcall(L, arguments, 2, 0)) {
    fprintf(stderr, "%s\n", lua_tostring(L, -1));
    exit(1);
  }
  return lua_touserdata(L, -1);
}

static void answers(struct proxy_hash_caller *to, key_hash_func hash, uint64_t seed) {
  for (int i = 0; i < key_count; i++) {
    printf("%02x", to->selector_func(hash(keys[i], lengths[i], seed), to->ctx));
  }
  printf("\n");
}

typedef const char *(*filter)(const char *, const char *, size_t, size_t *);

static void filtered(const char *name, filter to, const char *conf) {
  printf("filter\t%s\t%s\t", name, conf);
  for (int i = 0; i < key_count; i++) {
    size_t length;
    const char *start = to(conf, (const char *)keys[i], lengths[i], &length);
    printf("%02x%02x", (unsigned)(start - (const char *)keys[i]), (unsigned)length);
  }
  printf("\n");
}

int main(int argc, char **argv) {
  static const char *modes[] = {"default", "ketama", "twemproxy", "evcache"};
  static const char *seeds[] = {"", "replica_0", "replica_1"};
  static const int counts[] = {2, 3, 10, 25, 100};
  lua_State *L = luaL_newstate();
  read_keys(argv[1]);
  for (int s = 0; s < 3; s++) {
    uint64_t seed = seed_of(seeds[s]);
    static unsigned char text[3000];
    printf("xxh3\t%s\t%016lx", seeds[s], (unsigned long)XXH3_64bits_withSeed("", 0, seed));
    for (int i = 0; i < key_count; i++) {
      printf("%016lx", (unsigned long)XXH3_64bits_withSeed(keys[i], lengths[i], seed));
    }
    printf("\nxxh3-long\t%s\t", seeds[s]);
    for (int i = 0; i < 3000; i++) {
      text[i] = (unsigned char)(i * 31 + i / 256);
    }
    for (int length = 0; length <= 3000; length += 13) {
      printf("%016lx", (unsigned long)XXH3_64bits_withSeed(text, length, seed));
    }
    printf("\n");
    for (int c = 0; c < 5; c++) {
      printf("jump\t%d\t%s\t", counts[c], seeds[s]);
      answers(distribution(L, mcplib_dist_jump_hash_new, counts[c], NULL), XXH3_64bits_withSeed,
              seed);
      for (int m = 0; m < 4; m++) {
        struct proxy_hash_caller *ring = distribution(L, ketama_new, counts[c], modes[m]);
        printf("ring\t%d\t%s\t%s\txxh3\t", counts[c], seeds[s], modes[m]);
        answers(ring, XXH3_64bits_withSeed, seed);
        printf("ring\t%d\t%s\t%s\tmd5\t", counts[c], seeds[s], modes[m]);
        answers(ring, ketama_key_hash.func, seed);
      }
    }
  }
  filtered("tags", mcp_key_hash_filter_tag, "{}");
  filtered("tags", mcp_key_hash_filter_tag, "$$");
  filtered("stop", mcp_key_hash_filter_stop, ":");
  filtered("stop", mcp_key_hash_filter_stop, "ag}");
  return 0;
}

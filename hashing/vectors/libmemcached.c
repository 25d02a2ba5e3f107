/*
 * Asks libmemcached where keys go, without a server.
 *
 *     gcc -o ask libmemcached.c -lmemcached
 *     ./ask ../src/test/resources/vectors/keys.txt > ../src/test/resources/vectors/libmemcached.tsv
 */
#include <libmemcached/memcached.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const struct {
  const char *name;
  int hash;
} HASHES[] = {
    {"-", -1}, /* whatever libmemcached itself picks */
    {"one_at_a_time", MEMCACHED_HASH_DEFAULT},
    {"md5", MEMCACHED_HASH_MD5},
    {"crc32", MEMCACHED_HASH_CRC},
    {"fnv1_64", MEMCACHED_HASH_FNV1_64},
    {"fnv1a_64", MEMCACHED_HASH_FNV1A_64},
    {"fnv1_32", MEMCACHED_HASH_FNV1_32},
    {"fnv1a_32", MEMCACHED_HASH_FNV1A_32},
    {"murmur", MEMCACHED_HASH_MURMUR},
    {"jenkins", MEMCACHED_HASH_JENKINS},
};

static const struct {
  const char *name;
  int behavior, value;
} KINDS[] = {
    {"libmemcached_modula", MEMCACHED_BEHAVIOR_DISTRIBUTION, MEMCACHED_DISTRIBUTION_MODULA},
    {"libmemcached_ketama", MEMCACHED_BEHAVIOR_DISTRIBUTION, MEMCACHED_DISTRIBUTION_CONSISTENT},
    {"libmemcached_weighted", MEMCACHED_BEHAVIOR_KETAMA_WEIGHTED, 1},
    {"libmemcached_spy", MEMCACHED_BEHAVIOR_DISTRIBUTION,
     MEMCACHED_DISTRIBUTION_CONSISTENT_KETAMA_SPY},
};

static const struct {
  const char *name;
  int count, weights[60];
} SETS[] = {
    {"equal-2", 2, {1, 1}},
    {"equal-3", 3, {1, 1, 1}},
    {"weights-1-1-2", 3, {1, 1, 2}},
    {"weights-5-to-1", 5, {5, 4, 3, 2, 1}},
    {"equal-25", 25, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}},
};

int main(int argc, char **argv) {
  for (int s = 0; s < 5; s++) {
    printf("servers\t%s", SETS[s].name);
    for (int i = 0; i < SETS[s].count; i++) {
      printf("\tcache%d.example:%d:%d", 20 - i, i % 3 == 1 ? 11212 : 11211, SETS[s].weights[i]);
    }
    printf("\n");
    for (int k = 0; k < 4; k++) {
      for (int h = 0; h < 10; h++) {
        memcached_st *client = memcached_create(NULL);
        memcached_behavior_set(client, KINDS[k].behavior, KINDS[k].value);
        if (HASHES[h].hash >= 0
            && memcached_behavior_set(client, MEMCACHED_BEHAVIOR_HASH, HASHES[h].hash)) {
          fprintf(stderr, "no hash %s\n", HASHES[h].name);
          continue;
        }
        for (int i = 0; i < SETS[s].count; i++) {
          char host[32];
          snprintf(host, sizeof host, "cache%d.example", 20 - i);
          memcached_server_add_with_weight(client, host, i % 3 == 1 ? 11212 : 11211,
                                           SETS[s].weights[i]);
        }
        printf("keys\t%s\t%s\t%s\t", SETS[s].name, HASHES[h].name, KINDS[k].name);
        FILE *in = fopen(argv[1], "r");
        char line[1024], key[512];
        while (fgets(line, sizeof line, in)) {
          size_t length = strcspn(line, "\n") / 2;
          for (size_t i = 0; i < length; i++) {
            unsigned octet;
            sscanf(line + 2 * i, "%2x", &octet);
            key[i] = (char)octet;
          }
          printf("%02x", memcached_generate_hash(client, key, length));
        }
        fclose(in);
        printf("\n");
        memcached_free(client);
      }
    }
  }
  return 0;
}

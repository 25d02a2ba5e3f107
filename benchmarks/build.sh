# Builds the benchmarks if a source is newer than what was built, and sets classpath. Sourced with root set.

. "$root/.mvn/find-jdk.sh"
find_jdk || exit 1

built=$root/benchmarks/target/.built
classpath=$root/benchmarks/target/ringway-benchmarks.jar:$root/benchmarks/target/lib/*
sources=("$root/pom.xml")
for module in hashing proxy-core protocol-redis protocol-memcache server benchmarks; do
  sources+=("$root/$module/pom.xml" "$root/$module/src/main")
done

if [ ! -f "$built" ] || [ -n "$(find "${sources[@]}" -newer "$built" 2>/dev/null | head -n 1 || true)" ]; then
  echo "benchmarks: building with $JAVA_HOME" >&2
  mkdir -p "$root/benchmarks/target"
  touch "$built.new"
  (cd "$root" && ./mvnw -q -B -ntp -Dfast -DskipTests -pl benchmarks -am package) </dev/null >&2
  mv "$built.new" "$built"
fi

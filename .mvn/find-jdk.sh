# Finds a JDK 25 or later. Sourced by ./ringway and ./verify; works in bash 3.2.

readonly RINGWAY_JDK=25

# is_jdk HOME: whether HOME holds a JDK that is new enough. Reads its release file, which is quicker than to start it.
is_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release")
  [ -n "$version" ] && [ "$version" -ge "$RINGWAY_JDK" ]
}

# java_home_of BINARY: the home that a java binary belongs to, behind symbolic links.
java_home_of() {
  local file=$1 link
  while [ -L "$file" ]; do
    link=$(readlink "$file")
    case $link in
      /*) file=$link ;;
      *) file=$(dirname "$file")/$link ;;
    esac
  done
  (cd -P "$(dirname "$file")/.." 2>/dev/null && pwd)
}

# find_jdk: sets JAVA_HOME to a JDK 25 or later, or says in one sentence that there is none and fails.
find_jdk() {
  local home candidate
  if [ -n "${RINGWAY_JAVA:-}" ]; then
    home=$RINGWAY_JAVA
    [ -f "$home" ] && home=$(java_home_of "$home")
    if is_jdk "$home"; then
      export JAVA_HOME=$home
      return 0
    fi
    echo "Ringway needs a JDK $RINGWAY_JDK or later, and RINGWAY_JAVA=$RINGWAY_JAVA is not one." >&2
    return 1
  fi
  candidate=$(command -v java 2>/dev/null || true)
  for home in \
    "${JAVA_HOME:-}" \
    "${candidate:+$(java_home_of "$candidate")}" \
    /usr/lib/jvm/* \
    "$([ -x /usr/libexec/java_home ] && /usr/libexec/java_home -F -v "$RINGWAY_JDK+" 2>/dev/null || true)" \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
    "$HOME"/.jdks/* \
    /opt/*; do
    if [ -n "$home" ] && is_jdk "$home"; then
      export JAVA_HOME=$home
      return 0
    fi
  done
  echo "Ringway needs a JDK $RINGWAY_JDK or later and found none: install one, or set JAVA_HOME to where it is." >&2
  return 1
}

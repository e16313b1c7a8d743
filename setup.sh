# Sourced by ./run and ./test: makes everything they need, and is over at once when nothing has changed.
# usage: kind=run; . "$root/setup.sh"      (expects $root, and kind: run, bake or test; leaves $python; dash passes no arguments to a sourced file)
#
# System packages come from apt (as root or through sudo), Python packages from locked files with hashes into .venv.
# shellcheck shell=sh

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

# What the programs themselves need: Python's venv, OpenGL, X11 and Wayland for the window, sound, a Korean font.
packages_run="python3-venv ca-certificates libgl1 libegl1 libopengl0 libgl1-mesa-dri libglx-mesa0 libfontconfig1
 libx11-6 libx11-xcb1 libxrandr2 libxinerama1 libxcursor1 libxi6 libxext6 libxrender1 libxkbcommon0 libwayland-client0 libwayland-cursor0
 libwayland-egl1 libdecor-0-0 libportaudio2 fonts-nanum"
packages_bake="libllvm19" # what the path tracer compiles with
# What the tests run beside us: an OpenXR runtime on a software GPU, a screen, a browser, a database.
packages_test="xvfb xauth xdotool monado-service libopenxr1-monado libopenxr-loader1 openxr-layer-corevalidation mesa-vulkan-drivers
 chromium postgresql"

missing_packages() {
  for name in "$@"; do
    case $(dpkg-query -W -f='${Status}' "$name" 2>/dev/null) in *" installed") ;; *) printf '%s ' "$name" ;; esac
  done
}

install_packages() {
  command -v dpkg-query >/dev/null 2>&1 || {
    say "이 시스템에는 apt가 없습니다. 다음 꾸러미에 해당하는 것을 설치해 주세요 / No apt here; please install the equivalents of:"
    echo "  $*" >&2
    return 0
  }
  # shellcheck disable=SC2046
  set -- $(missing_packages "$@")
  [ $# -gt 0 ] || return 0
  if [ "$(id -u)" = 0 ]; then as_root=""
  elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then as_root=sudo
  else
    say "시스템 꾸러미가 필요합니다. 관리자에게 다음 한 줄을 부탁하세요 / System packages are missing; ask an administrator for this one line:"
    echo "  apt-get update && apt-get install -y --no-install-recommends $*" >&2
    exit 2
  fi
  say "[1/3] 시스템 꾸러미 / system packages: $*"
  $as_root apt-get update -q >"$log" 2>&1 || { tail -n 20 "$log" >&2; say "apt가 실패했습니다 / apt failed: $log"; exit 2; }
  # Ubuntu has no Chromium package, for one: the tests that need what is not to be had say so and are skipped.
  for name in "$@"; do
    shift
    if apt-cache show "$name" >/dev/null 2>&1; then set -- "$@" "$name"; else say "없음 / not to be had here: $name"; fi
  done
  [ $# -gt 0 ] || return 0
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >>"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; say "apt가 실패했습니다 / apt failed: $log"; exit 2; }
}

make_venv() {
  say "[2/3] Python 환경 / environment: .venv"
  rm -f "$stamp"
  if [ "$(cat "$venv/.python" 2>/dev/null)" != "$version" ]; then
    rm -rf "$venv"
    python3 -m venv "$venv" || exit 2
    echo "$version" >"$venv/.python"
    "$python" -m pip install -q --disable-pip-version-check --require-hashes -r "$root/requirements-setup.txt" || exit 2
  fi
  say "[3/3] Python 꾸러미 / packages: $(grep -c '^[a-z0-9]' "$locked")"
  # A file system without hard links between cache and checkout would only earn a warning.
  UV_LINK_MODE=${UV_LINK_MODE:-copy} "$venv/bin/uv" pip sync -q --compile-bytecode --python "$python" --require-hashes "$locked" ||
    { say "꾸러미를 받지 못했습니다. 네트워크를 확인하고 다시 실행하세요 / Could not fetch packages; check the network and run this again."; exit 2; }
  if [ "$kind" = test ]; then # the Khronos glTF validator, which is a JavaScript program
    mkdir -p "$venv/node"
    cp "$root"/tests/assets/validator/package*.json "$venv/node/"
    (cd "$venv/node" && PATH="$venv/bin:$PATH" npm ci --silent --no-audit --no-fund) ||
      { say "glTF 검사기를 받지 못했습니다 / Could not fetch the glTF validator"; exit 2; }
    # and a learning record store, apart from ours: it wants an old FastAPI
    [ -x "$venv/lrs/bin/python" ] || python3 -m venv "$venv/lrs" || exit 2
    UV_LINK_MODE=${UV_LINK_MODE:-copy} "$venv/bin/uv" pip sync -q --python "$venv/lrs/bin/python" --require-hashes "$lrs" ||
      { say "학습 기록 저장소를 받지 못했습니다 / Could not fetch the learning record store"; exit 2; }
  fi
  # The checkout itself, as an editable install would put it there; no build step that could fail.
  "$python" -c 'import sys, sysconfig, pathlib; pathlib.Path(sysconfig.get_path("purelib"), "seoul.pth").write_text(sys.argv[1])' "$root"
  echo "$wanted" >"$stamp"
}

venv=$root/.venv
python=$venv/bin/python
log=${TMPDIR:-/tmp}/seoul-setup-$(id -u).log
version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) ||
  { say "Python 3.11 이상이 필요합니다 / Python 3.11 or newer is needed: apt-get install python3"; exit 2; }
case $version in 3.[0-9] | 3.10 | 2.*)
  say "Python $version: 3.11 이상이 필요합니다 / 3.11 or newer is needed"; exit 2 ;;
esac
asked=$kind
# Each kind needs all of the one before and more (run, bake, test); having set up for more, ./run must not throw it away.
[ "$kind" = run ] && [ -f "$venv/.ready-bake" ] && kind=bake
[ "$kind" != test ] && [ -f "$venv/.ready-test" ] && kind=test
stamp=$venv/.ready-$kind
locked=$root/requirements-$kind.txt
lrs=$root/tests/system/lrs/requirements.txt
packages="$packages_run $packages_bake $packages_test"
[ "$kind" = bake ] && packages="$packages_run $packages_bake"
[ "$kind" = run ] && locked=$root/requirements.txt packages=$packages_run
wanted=$(cat "$locked" "$lrs" "$root/requirements-setup.txt" "$root/setup.sh" | cksum)" $root $version"
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
  # shellcheck disable=SC2086
  install_packages $packages
  make_venv
  say "준비되었습니다 / ready"
fi
# What is compiled, once for its sources. Where that fails, what it was made from runs as it is, only slower.
compile() { # module, its mark, what it is in both languages, sources
  module=$1 mark=$venv/$2 what=$3
  shift 3
  sources=$(cat "$@" | cksum)" $wanted"
  [ "$(cat "$mark" 2>/dev/null)" = "$sources" ] && return 0
  say "기계어로 옮깁니다 / compiling: $what"
  (cd "$root" && "$python" -m "$module" >/dev/null) ||
    say "옮기지 못해 느린 쪽으로 갑니다 / could not compile it; the slow way is taken"
  echo "$sources" >"$mark"
}
compile safety_training.fire.compiled .physics "불의 물리 / the physics of the fire (30 s)" \
  "$root"/safety_training/numeric.py "$root"/safety_training/fire/*.py "$root/safety_training/data/zones.toml"
compile avatars.compiled .people "사람들의 자세 / how people stand (10 s)" "$root"/avatars/*.py
# What a first visit would wait for is made beforehand: byte code, decoded pictures, the graphics driver's programs.
places=$(cd "$root" && ls -ln assets/places/*/scene.glb assets/places/*/light/* assets/avatars/*.glb renderer/shaders/* renderer/gl/*.py renderer/gltf/*.py vr_client/*.py | cksum)" $wanted"
if [ "$asked" = run ] && [ "$(cat "$venv/.places" 2>/dev/null)" != "$places" ]; then
  say "장소를 준비합니다, 한 번만 / preparing the places, once (half a minute)"
  (cd "$root" && "$python" -m compileall -q assets/*.py avatars backend renderer safety_training vr_client &&
    "$python" -m vr_client prepare >/dev/null) || say "준비하지 못해 처음 갈 때 합니다 / could not; each place's first visit will"
  echo "$places" >"$venv/.places"
fi

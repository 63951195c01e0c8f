# Enrols somebody at Plant 7 in the plant folder: enrol.sh LOGIN NAME ROLE…
set -eu
login=$1 name=$2
shift 2
echo "$login has a long word" >"$login.pw"
witnessmark people enroll "$login" --name "$name" --zone Europe/Berlin --verified-by "identity card seen" \
  --verified-on 2026-11-02 --by b.root --password-file root.pw --data plant --json \
  | sed -n 's/.*"setUpCode":"\([^"]*\)".*/\1/p' >"$login.code"
witnessmark people set-password --by "$login" --code-file "$login.code" --new-password-file "$login.pw" --data plant --quiet >/dev/null
for role in "$@"; do
  witnessmark people grant "$login" "$role" --reason "works here" --by b.root --password-file root.pw --data plant --quiet >/dev/null
done
witnessmark people accept-accountability --by "$login" --password-file "$login.pw" --data plant --quiet >/dev/null

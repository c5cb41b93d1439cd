#!/usr/bin/env bash
# Arranges and asserts with curl alone, as the test suite of a program in any language can: a fault breaks the first call, the second
# succeeds, and a third, which is signed wrongly, is explained. Start the sandbox, read the variables that it prints, and run this:
#
#   go run ./examples/classctl sandbox | tee /tmp/sandbox.env &   (wait for it, then)   . /tmp/sandbox.env; ./curl.sh
set -euo pipefail

api="${SANDBOX_URL:-http://127.0.0.1:4780}/api"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() { echo "curl: $*" >&2; exit 1; }
post() { curl -fsS -H 'Content-Type: application/json' -d "$2" "$api/$1"; }
has() { grep -q -- "$2" <<<"$1" || fail "no $2 in $1"; }

# create TITLE KEY makes a room at Baijiayun, signed with the key, and prints the HTTP status.
create() {
	local now sign
	now=$(date +%s)
	sign=$(printf '%s' "end_time=$((now + 7200))&partner_id=$BAIJIAYUN_PARTNER_ID&start_time=$((now + 3600))&timestamp=$now&title=$1&partner_key=$2" | md5sum | cut -d' ' -f1)
	curl -sS -o "$scratch/reply" -D "$scratch/headers" -w '%{http_code}' -H 'Classcloud-Explain: 1' \
		-d "end_time=$((now + 7200))" -d "partner_id=$BAIJIAYUN_PARTNER_ID" -d "start_time=$((now + 3600))" -d "timestamp=$now" \
		--data-urlencode "title=$1" -d "sign=$sign" "$BAIJIAYUN_BASE_URL/openapi/room/create"
}

post reset '{}' >/dev/null
post faults '{"vendor": "baijiayun", "operation": "Rooms.Create", "status": 503}' >/dev/null

[ "$(create '七年级数学' "$BAIJIAYUN_PARTNER_KEY")" = 503 ] || fail "the fault did not break the call"
[ "$(create '七年级数学' "$BAIJIAYUN_PARTNER_KEY")" = 200 ] || fail "the second call failed"
has "$(cat "$scratch/reply")" '"code":0'

create '七年级数学' 'not-the-key' >/dev/null
has "$(cat "$scratch/headers")" '^Classcloud-Explanation: .*"accepted":false'

seen=$(curl -fsS "$api/requests?vendor=baijiayun&operation=Rooms.Create")
[ "$(grep -o '"verdict":"accepted"' <<<"$seen" | wc -l)" = 2 ] || fail "not two accepted signatures: $seen"
has "$seen" '"verdict":"refused"'
has "$seen" '"title":"七年级数学"'
has "$(curl -fsS "$api/state?vendor=baijiayun")" '"rooms":1'
echo "curl: a fault, a success and an explained refusal"

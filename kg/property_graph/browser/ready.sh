#!/bin/bash
# Health check of the neo4j service in docker-compose.yml. A server that has just started needs seconds for a first
# question; so this asks those of the guide ahead, once after each start, and only then lets the server count as ready.
#
#   ready.sh QUESTIONS AUTH_FILE MARK [ADDRESS]
#
# AUTH_FILE holds user/password; MARK is a file that must be gone after a restart. What goes wrong with the asking
# (no graph yet, the password was changed) is no fault of the server's health.
readonly ROUNDS=3
readonly questions=$1 auth_file=$2 mark=$3 address=${4:-http://localhost:7474}

wget --quiet --spider "$address" || exit 1
[ ! -e "$mark" ] || exit 0
touch "$mark"

umask 077
trap 'rm -f "$mark.wgetrc"' EXIT
auth=$(<"$auth_file")
auth=$(printf '%s' "${auth/\//:}" | base64 --wrap=0)
printf 'header = Authorization: Basic %s\n' "$auth" > "$mark.wgetrc" # in no list of processes

ask() {
    wget --config="$mark.wgetrc" --quiet --output-document=- --header='Content-Type: application/json' \
        --post-data="$1" "$address/db/neo4j/tx/commit"
}

mapfile -t requests < "$questions" # one for names that the graph holds; one with the questions, about NAMES
names=$(ask "${requests[0]}" | sed --quiet 's/.*"row":\[\({.*}\)\],"meta".*/\1/p')
[ -n "$names" ] || exit 0
for ((round = 0; round < ROUNDS; round++)); do
    ask "${requests[1]//NAMES/"$names"}" > /dev/null
done
exit 0

#!/bin/sh
# Saves the data and the keyring of one installation (docs/betrieb/backup.md).
#
#   backup.sh FOLDER     FOLDER/data/<time>     kept 35 days, after two days one a day
#                        FOLDER/keyring/<time>  kept 7 days
#
# Not saved here: the keys folder (saved apart, by hand, once), queue, cache and static files.
set -eu
umask 077
: "${SCHRITTE_DATA_DIR:?}"
# Like the app: a setting may stand in a file of its own.
for name in SCHRITTE_DATABASE_URL SCHRITTE_KEYRING_URL; do
    eval "from=\${${name}_FILE:-} given=\${$name:-}"
    if [ -z "$given" ] && [ -n "$from" ]; then eval "$name=\$(cat \"\$from\")"; fi
done
folder=${1:?"usage: backup.sh FOLDER"}
time=$(date -u +%Y-%m-%dT%H%M%SZ)

mkdir -p "$folder/data" "$folder/keyring"
folder=$(realpath "$folder")
work=$(mktemp -d "$folder/.unfinished-XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/data" "$work/keyring"

# save URL NAME FOLDER: one database; a copy that cannot be read ends the run.
save() {
    if [ -n "$1" ]; then
        pg_dump --format=custom --dbname="$1" --file="$3/$2.dump"
        pg_restore --list "$3/$2.dump" >/dev/null
    else
        if [ ! -s "$SCHRITTE_DATA_DIR/$2.sqlite3" ]; then  # sqlite3 would make an empty one
            echo "not saved: $SCHRITTE_DATA_DIR/$2.sqlite3 is not there" >&2; exit 1
        fi
        sqlite3 -cmd '.timeout 15000' "$SCHRITTE_DATA_DIR/$2.sqlite3" \
            "VACUUM INTO '$3/$2.sqlite3'"
        test "$(sqlite3 "$3/$2.sqlite3" 'PRAGMA integrity_check')" = ok
    fi
}

# The order matters. Files and keys are written before the row that needs them; saved after the
# rows, none of them can be missing.
save "${SCHRITTE_DATABASE_URL:-}" schritte "$work/data"
if [ -d "$SCHRITTE_DATA_DIR/files" ]; then
    # A stored file never changes: what the last copy has already is linked and takes no room.
    last=$(find "$folder/data" -mindepth 1 -maxdepth 1 | sort | tail -n 1)
    rsync --archive --exclude='*.new' ${last:+"--link-dest=$last"} \
        "$SCHRITTE_DATA_DIR/files" "$work/data/"
fi
save "${SCHRITTE_KEYRING_URL:-}" keyring "$work/keyring"
sync

mv -T "$work/data" "$folder/data/$time"
mv -T "$work/keyring" "$folder/keyring/$time"

find "$folder/data" -mindepth 1 -maxdepth 1 -mtime +35 -exec rm -r {} +
kept=
find "$folder/data" -mindepth 1 -maxdepth 1 -mtime +1 | sort | while read -r each; do
    day=$(basename "${each%T*}")
    if [ "$day" = "$kept" ]; then rm -r "$each"; fi
    kept=$day
done
find "$folder/keyring" -mindepth 1 -maxdepth 1 -mtime +7 -exec rm -r {} +
echo "saved: $folder/data/$time and $folder/keyring/$time"

#!/bin/sh
# Nach /usr/local/bin/aktivzentrum: ein Befehl des Bots, als dessen Benutzer und mit dessen Einstellungen.
set -eu
set -a
. /etc/aktivzentrum.env
set +a
exec setpriv --reuid=aktivzentrum --regid=aktivzentrum --init-groups \
  /srv/aktivzentrum/.venv/bin/python /srv/aktivzentrum/app.py "$@"

# Runs a command that must not outlive the process that started this guard.
#
#   guard.sh <pid file> <seconds to end by itself> <command...>
#
# Standard input is a pipe whose other end only the parent holds: it closes when the parent closes it, and also when
# the parent is killed with SIGKILL, which no code of the parent could notice. The guard and the command lead a session
# each: Ctrl-C and the end of the terminal reach neither before the parent has decided what to do, and the command can
# be ended together with all that it has started.
pid_file=$1 patience=$2
shift 2

exec 3<&0 </dev/null

# The guard itself may be killed too; the kernel then ends the command, where setpriv can ask for that.
if command -v setpriv >/dev/null 2>&1; then
    set -- setpriv --pdeathsig KILL "$@"
fi
setsid "$@" 3<&- &
child=$!
echo "$child" >"$pid_file"

(
    while read -r ignored; do :; done
    kill -TERM "$child" 2>/dev/null
    while [ "$patience" -gt 0 ] && kill -0 "$child" 2>/dev/null; do
        sleep 1
        patience=$((patience - 1))
    done
    kill -KILL "-$child" 2>/dev/null
) <&3 &
watcher=$!
exec 3<&-

wait "$child"
code=$?
kill -KILL "$watcher" "-$child" 2>/dev/null
exit "$code"

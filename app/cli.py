"""The `gerai` command without a screen: server, import, verify, desk --headless, bench."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from app import VERSION
from app.kit.errors import Refusal, Unreachable

CANNOT_RUN = 2

# What is wrong, what was kept, what to do next. Screens have their own words, in two languages.
SENTENCES = {
    "profile_in_use": (
        "The desk in {folder} is open already. Nothing was changed. "
        "Use its window, or close it and try again."
    ),
    "network_drive": (
        "{folder} is on a network drive, where an order can get lost. Nothing was written. "
        "Choose a folder on this computer with --profile."
    ),
    "profile_not_writable": (
        "The folder {folder} cannot be written ({why}). Nothing was changed. "
        "Choose another one with --profile, or ask for the rights to it."
    ),
    "key_lost": (
        "The key of the desk in {folder} is gone, so its database cannot be opened. It was left "
        "as it is. Bring the key back, or move the folder aside and join the server anew."
    ),
    "disk_full": (
        "The disk that holds {folder} is full. What was saved before is kept. "
        "Make room, then start again."
    ),
    "disk_fails": (
        "The disk that holds {folder} does not read or write any more. Nothing was changed. "
        "Start again; if it stays so, call the help desk."
    ),
    "desk_damaged": (
        "The data in {folder} are damaged. What was not sent yet is kept a second time. "
        "Start again: they are moved aside and made anew from the server."
    ),
    "not_enrolled": (
        "This desk has not joined its server yet. Nothing was sent. "
        "Join it in its window, or with an enrol line of --headless."
    ),
    "code_unknown": (
        "This enrolment code is unknown or was used before. Nothing was changed. "
        "Ask for a new one and type it exactly."
    ),
    "needs_screen": (
        "A desk with a window needs a screen. Nothing was changed. "
        "Add --headless, or start it as `gerai desk` of the whole program."
    ),
    "bench_needs_source_tree": (
        "The benches are part of the source tree, not of an installed program. "
        "Nothing was measured. Run gerai bench in the source tree."
    ),
    "schema_newer": (
        "A newer version of Gerai wrote this database ({found}; this one knows {known}). "
        "It was left as it is. Update this program."
    ),
    "server_address": (
        "“{typed}” is not the address of a server. Nothing was changed. "
        "Write it like https://gerai.example:8443."
    ),
    "database_address": (
        "That is not the address of a database ({why}). Nothing was changed. "
        "Write sqlite:///FILE or postgresql://USER@HOST/NAME."
    ),
    "database_away": (
        "The database {database} does not answer ({why}). Nothing was changed. "
        "Check that it runs and may be reached, then try again."
    ),
    "database_foreign": (
        "{database} is no database of Gerai ({why}). It was left as it is. Check the file's name."
    ),
    "database_of_another": (
        "This database holds another shop already. Nothing was changed. "
        "Name a new one with --database."
    ),
    "role_unknown": "There is no role {role}. Nothing was changed. There are: {known}.",
    "site_unknown": "There is no site {site}. Nothing was changed. There are: {known}.",
    "register_unknown": (
        "There is no register {register}. Nothing was changed. "
        "It is the head of the numbers on its receipts, like JKT01-3."
    ),
    "person_unknown": (
        "There is nobody with the staff number {staff_number}. Nothing was changed. "
        "It is the number they sign in with."
    ),
    "last_admin": (
        "{name} is the last admin. Nothing was changed. "
        "Let another admin in first, with gerai user."
    ),
    "file_there": (
        "{file} is there already. Nothing was written over. Choose another name for the backup."
    ),
    "file_not_writable": (
        "{file} cannot be written ({why}). No backup was made; the database was left as it is. "
        "Choose a folder with room."
    ),
    "backup_damaged": (
        "{file} is not a whole backup ({why}). The database was left as it is. "
        "Take another backup, or fetch this one again."
    ),
    "backup_of_another_version": (
        "This backup was made by Gerai {version}, and this is {known}. Nothing was changed. "
        "Restore it with the version that made it, then update."
    ),
    "file_missing": "There is no file {file}. Nothing was changed. Check its name.",
    "folder_missing": "There is no folder {folder}. Nothing was changed. Check its name.",
    "port_in_use": (
        "Another program uses port {port} of {host}. No order was touched. "
        "Choose another one with --port, or end that program."
    ),
    "port_closed": (
        "Port {port} of {host} cannot be opened ({why}). No order was touched. "
        "Choose another --host or --port."
    ),
    "smtp_address": (
        "“{typed}” is not a mail server. Nothing was changed. Write it like mail.example:587."
    ),
    "server_ended": (
        "The demo's server ended by itself ({why}). What was made is kept. "
        "Start the demo again; {log} tells more."
    ),
}


def parser() -> argparse.ArgumentParser:
    """Every command with its options; `ui.cli` adds those with a screen."""
    top = argparse.ArgumentParser(
        prog="gerai", description="The order desk that never loses an order."
    )
    top.add_argument("--version", action="version", version=f"gerai {VERSION}")
    commands = top.add_subparsers(dest="command", required=True)

    server = commands.add_parser("server", help="run the central server")
    server.add_argument("--database", required=True, help="sqlite:///FILE or postgresql://…")
    server.add_argument("--host", default="127.0.0.1")
    server.add_argument("--port", type=int, default=0, help="0: the system chooses")
    server.add_argument("--smtp", default="", help="HOST:PORT of the mail server")
    server.add_argument("--mail-folder", type=Path, default=Path("mails"), help="without --smtp")
    server.add_argument("--mail-from", default="shop@gerai.example")
    server.add_argument("--shop", default="Gerai", help="the shop's name in mails")
    server.add_argument(
        "--demo", choices=["full", "small"], default="", help="fill an empty database"
    )
    server.set_defaults(act=_server)

    desk = commands.add_parser("desk", help="open a desk")
    desk.add_argument("--headless", action="store_true", help="JSON lines instead of a window")
    desk.add_argument("--profile", type=Path, required=True, help="the desk's own folder")
    desk.add_argument("--server", required=True, help="http(s) address of the server")
    desk.set_defaults(act=_desk)

    importing = commands.add_parser("import", help="bring in the data of another system")
    importing.add_argument("source", choices=["online-retail"])
    importing.add_argument("file", type=Path)
    importing.add_argument("--database", default="sqlite:///online-retail.db")
    importing.add_argument("--dry-run", action="store_true")
    importing.add_argument("--report", type=Path, help="where the rejected rows are listed (JSON)")
    importing.set_defaults(act=_import)

    network = commands.add_parser(
        "import-network", help="take over lists of carriers, rates, hours and capacity"
    )
    network.add_argument("folder", type=Path, help="with services.csv, rates.csv, hours.csv …")
    network.add_argument("--database", required=True)
    network.add_argument("--dry-run", action="store_true")
    network.set_defaults(act=_import_network)

    costs = commands.add_parser("import-costs", help="take over what goods cost")
    costs.add_argument("file", type=Path, help="CSV with the columns sku and cost, without tax")
    costs.add_argument("--database", required=True)
    costs.add_argument("--dry-run", action="store_true")
    costs.set_defaults(act=_import_costs)

    verify = commands.add_parser("verify", help="check the invariants")
    side = verify.add_mutually_exclusive_group(required=True)
    side.add_argument("--database", metavar="URL", help="of a server")
    side.add_argument("--desk", metavar="DIR", help="the profile folder of a desk")
    side.add_argument("--pair", nargs=2, metavar=("DIR", "URL"), help="a desk against its server")
    verify.set_defaults(act=_verify)

    backup = commands.add_parser("backup", help="keep a server's database in one file")
    backup.add_argument("--database", required=True)
    backup.add_argument("file", type=Path)
    backup.set_defaults(act=_backup)

    restore = commands.add_parser("restore", help="begin again from such a file")
    restore.add_argument("file", type=Path)
    restore.add_argument("--database", required=True, help="an empty one")
    restore.set_defaults(act=_restore)

    user = commands.add_parser("user", help="let a person sign in; tells the PIN once")
    user.add_argument("--database", required=True)
    user.add_argument("--name", required=True)
    user.add_argument("--role", required=True, help="agent, clerk, manager, inventory, admin …")
    user.add_argument("--site", default="", help="code of the site; none works everywhere")
    user.set_defaults(act=_user)

    device = commands.add_parser("device", help="let a desk join; tells its one-time code")
    device.add_argument("--database", required=True)
    device.add_argument("--name", required=True)
    device.add_argument("--site", required=True, help="code of the site where it stands")
    device.add_argument("--care", action="store_true", help="a phone desk: gets every order")
    device.set_defaults(act=_device)

    revoke = commands.add_parser("revoke", help="close a desk that is lost or given away")
    revoke.add_argument("--database", required=True)
    revoke.add_argument("--register", required=True, help="the head of its numbers: JKT01-3")
    revoke.set_defaults(act=_revoke)

    dismiss = commands.add_parser("dismiss", help="end the access of a person who has left")
    dismiss.add_argument("--database", required=True)
    dismiss.add_argument("--staff-number", required=True, help="with which they sign in: 1001")
    dismiss.add_argument("--readmit", action="store_true", help="let them in again")
    dismiss.set_defaults(act=_dismiss)

    bench = commands.add_parser("bench", help="measure, beside an anchor of the same run")
    bench.add_argument("name", nargs="?", default="")
    bench.add_argument("--json", action="store_true")
    bench.add_argument("--report", type=Path, help="where the report is written (Markdown)")
    bench.set_defaults(act=_bench)
    return top


def run(options: argparse.Namespace) -> int:
    """Do it; what the trade or the network refuses becomes one sentence on standard error."""
    act: Callable[[argparse.Namespace], int] = options.act
    try:
        return act(options)
    except Refusal as refusal:
        _tell(sentence(refusal))
    except Unreachable as away:
        _tell(
            f"The server did not answer ({away.why}). Nothing is lost. "
            "Check its address and the network, then try again."
        )
    except KeyboardInterrupt:
        return 130
    return CANNOT_RUN


def sentence(refusal: Refusal) -> str:
    """What a person reads; a code without words shows itself, for the help desk."""
    told = SENTENCES.get(refusal.code)
    if told is None:
        return f"This cannot be done: {refusal}. Nothing was changed."
    return told.format_map(_Facts(refusal.facts))


class _Facts(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "?"


def _tell(told: str) -> None:
    print(f"gerai: {told}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    return run(parser().parse_args(arguments))


# Each act imports its room when it is called: a desk starts without the server's libraries.


def _server(options: argparse.Namespace) -> int:
    from app.server.run import Options, serve

    serve(
        Options(
            database=options.database,
            host=options.host,
            port=options.port,
            smtp=options.smtp,
            mail_folder=options.mail_folder,
            shop=options.shop,
            mail_from=options.mail_from,
            demo=options.demo,
        )
    )
    return 0


def _desk(options: argparse.Namespace) -> int:
    from app.desk.desk import Desk
    from app.desk.headless import serve
    from app.kit import heap, threads

    if not options.headless:
        raise Refusal("needs_screen")
    threads.hand_over_often()
    desk = Desk(options.profile, options.server)
    try:
        if desk.enrolled:
            desk.start()
        heap.stands()
        serve(desk)
    finally:
        desk.close()
    return 0


def _import(options: argparse.Namespace) -> int:
    from app.server.importing import import_online_retail

    if not options.file.is_file():
        raise Refusal("file_missing", file=str(options.file))
    return import_online_retail(
        options.file, options.database, dry_run=options.dry_run, report=options.report
    )


def _import_network(options: argparse.Namespace) -> int:
    from app.server.importing import import_network

    if not options.folder.is_dir():
        raise Refusal("folder_missing", folder=str(options.folder))
    return import_network(options.folder, options.database, dry_run=options.dry_run)


def _import_costs(options: argparse.Namespace) -> int:
    from app.server.importing import import_costs

    if not options.file.is_file():
        raise Refusal("file_missing", file=str(options.file))
    return import_costs(options.file, options.database, dry_run=options.dry_run)


def _verify(options: argparse.Namespace) -> int:
    from app.desk.verify_cli import desk_door, remote_door
    from app.insights.verify.cli import Doors
    from app.insights.verify.cli import run as verify
    from app.server.verify_cli import counterpart_door, server_door

    if options.pair:
        asked = ["--pair", *options.pair]
    else:
        asked = ["--database", options.database] if options.database else ["--desk", options.desk]
    doors = Doors(
        server=server_door, desk=desk_door, counterpart=counterpart_door, remote=remote_door
    )
    return verify(asked, doors)


def _backup(options: argparse.Namespace) -> int:
    from app.server.backup import backup

    rows = sum(backup(options.database, options.file).values())
    print(f"{options.file} holds {rows} rows")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from app.server.backup import restore

    rows = sum(restore(options.file, options.database).values())
    print(f"{rows} rows are back; desks that were ahead send again what is lacking")
    return 0


def _user(options: argparse.Namespace) -> int:
    from app.server.admin import add_person, opened

    with opened(options.database) as service:
        person = add_person(service, name=options.name, role=options.role, site_code=options.site)
    print(f"{options.name} signs in as {person.staff_number} with PIN {person.pin}")
    return 0


def _device(options: argparse.Namespace) -> int:
    from app.server.admin import add_device, opened

    with opened(options.database) as service:
        code = add_device(service, name=options.name, site_code=options.site, care=options.care)
    print(f"{options.name} joins with the code {code}, once")
    return 0


def _revoke(options: argparse.Namespace) -> int:
    from app.server.admin import opened, revoke_device

    with opened(options.database) as service:
        name = revoke_device(service, options.register)
    print(f"{name} brings what it did when it meets the server next, and then forgets the shop")
    return 0


def _dismiss(options: argparse.Namespace) -> int:
    from app.server.admin import dismiss_person, opened, readmit_person

    with opened(options.database) as service:
        if options.readmit:
            name, done = readmit_person(service, options.staff_number)
            told = "may sign in again, with the PIN of before" if done else "may sign in already"
        else:
            name, done = dismiss_person(service, options.staff_number)
            told = (
                "may not sign in any more; a desk without the server hears of it when they meet"
                if done
                else "was dismissed before; since when stays as it was"
            )
    print(f"{name} ({options.staff_number}) {told}")
    return 0


def _bench(options: argparse.Namespace) -> int:
    try:  # benches are part of the source tree, not of an installed program
        benches = import_module("tests.bench")
    except ImportError:
        raise Refusal("bench_needs_source_tree") from None
    return int(benches.run_bench(options.name, json=options.json, page=options.report))

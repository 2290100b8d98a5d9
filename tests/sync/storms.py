"""What befalls machines and people between two acts of the simulated shop, by chance."""

import shutil
from functools import partial
from pathlib import Path

from app.identity.commands import DismissUser, RevokeDevice
from app.identity.handlers import dismiss_user, revoke_device
from app.identity.tables import devices
from app.kit.clock import HOUR, MINUTE, SECOND
from tests.sync.desk_machine import SimulatedDesk
from tests.sync.moulds import LEAVER
from tests.sync.simulator import World
from tests.sync.speed import PAGE

SKEWS = (-24 * HOUR, -4 * MINUTE, 0, 4 * MINUTE, 24 * HOUR)


def strike(world: World, desk: SimulatedDesk) -> None:
    """Whatever the weather brings now, to this desk or to the server."""
    weather, chance = world.weather, world.random
    if chance.random() < weather.partition:
        _cut(world, desk)
    if chance.random() < weather.clock_jump:
        desk.clock.skew = chance.choice(SKEWS)
    if desk.store is not None and chance.random() < weather.desk_full:
        desk.fill_disk(chance.randrange(1, 6) * HOUR)
    if chance.random() < weather.backup:
        world.server.back_up()
    if world.server.backup is not None and chance.random() < weather.restored_server:
        world.server.restore(epoch=chance.random() < 0.5)
    if desk.store is not None and chance.random() < weather.image:
        keep_image(desk)
    if desk.image is not None and chance.random() < weather.restored_desk:
        restore_image(world, desk)
    if desk.image is not None and chance.random() < weather.cloned_desk:
        clone_image(world, desk)
    if desk.store is not None and chance.random() < weather.wrecked_desk:
        wreck(world, desk)
    if chance.random() < weather.dismissal:
        dismiss(world)
    for likely, befalls in ((weather.regrant, regrant), (weather.stolen_desk, revoke)):
        if chance.random() < likely:
            # While what is said next is under way.
            world.later(chance.randrange(SECOND), partial(befalls, world, desk))


def _cut(world: World, desk: SimulatedDesk) -> None:
    """One desk, or the line of the whole store."""
    alone = world.random.random() < 0.6
    until = world.now + world.random.randrange(2, 36) * HOUR
    for other in world.desks:
        if other is desk or (not alone and other.site_id == desk.site_id):
            other.cut_until = max(other.cut_until, until)


# --- copies of a desk ---------------------------------------------------------------------------


def keep_image(desk: SimulatedDesk) -> None:
    assert desk.store is not None
    desk.store.checkpoint()
    copy = desk.folder.with_name(f"{desk.folder.name}-image")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(desk.folder, copy, ignore=shutil.ignore_patterns("*-wal", "*-shm", "*.db-*"))
    desk.image = copy
    desk.since_image.clear()


def restore_image(world: World, desk: SimulatedDesk) -> None:
    """The computer goes on from the copy: what it did since is gone, but for what was sent."""
    assert desk.image is not None
    world.stats.copies += 1
    world.stats.may_lack |= desk.since_image
    desk.since_image.clear()
    desk.power_off()
    shutil.rmtree(desk.folder)
    shutil.copytree(desk.image, desk.folder)
    desk.was_copied = True
    desk.power_on()


def clone_image(world: World, desk: SimulatedDesk) -> None:
    """A second computer begins from the copy; both go on as the same device."""
    assert desk.image is not None
    world.stats.copies += 1
    folder = f"desk{desk.number}-clone{len(world.desks)}"
    shutil.copytree(desk.image, world.folder / folder)
    desk.was_copied = True
    twin = SimulatedDesk(world, desk.number, copied=folder)
    world.desks.append(twin)


def wreck(world: World, desk: SimulatedDesk) -> None:
    """The database is rubbish; its journal is whole. Everybody signs in again."""
    assert desk.store is not None
    world.stats.copies += 1
    desk.store.checkpoint()
    desk.power_off()
    _spoil(desk.folder / "desk.db", world.random.randbytes(64))
    desk.power_on()
    desk._give_grants()


def _spoil(database: Path, rubbish: bytes) -> None:
    data = bytearray(database.read_bytes())
    for start in range(0, len(data), PAGE):
        data[start : start + len(rubbish)] = rubbish
    database.write_bytes(bytes(data))
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


# --- people and what they may -------------------------------------------------------------------


def regrant(world: World, desk: SimulatedDesk) -> None:
    """A till is granted everybody's orders from now on, or a phone desk only its store's."""
    care = not desk.device.care
    world.server.run(lambda uow: uow.update(devices, desk.device_id, care=care))


def revoke(world: World, desk: SimulatedDesk) -> None:
    """It shall bring what it did, and forget the shop."""
    lost = RevokeDevice(device_id=desk.device_id)
    world.server.run(lambda uow: revoke_device(uow, lost))


def dismiss(world: World) -> None:
    """The leaver may do nothing from now on; some desks hear of it only tomorrow."""
    leaver = DismissUser(user_id=world.people[LEAVER])
    world.server.run(lambda uow: dismiss_user(uow, leaver))

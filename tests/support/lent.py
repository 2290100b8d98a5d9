"""Units lent exactly as a test wants them: how many a desk gets by itself is app.stock.leases'."""

from app.stock.leases import lease_id
from app.stock.ledger import cell_id
from app.stock.lending import LEND
from app.stock.tables import leases, stock_cells
from app.storage.uow import UnitOfWork


def lend(
    uow: UnitOfWork, *, device_id: str, site_id: str, product_id: str, quantity: int, until: int
) -> bool:
    """False when so much is not free."""
    if not uow.guarded(stock_cells, LEND, cell_id(site_id, product_id), wanted=quantity):
        return False
    of = lease_id(device_id, site_id, product_id)
    row = uow.row(leases, of, lock=True)
    if row is not None:
        uow.update(leases, of, quantity=row["quantity"] + quantity, expires_at=until)
        return True
    told = {"device_id": device_id, "site_id": site_id, "product_id": product_id}
    uow.insert(leases, {"id": of, **told, "quantity": quantity, "expires_at": until})
    return True

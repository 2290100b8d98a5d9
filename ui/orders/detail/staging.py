"""What the customer wants otherwise, before anything is done: the edits of one order."""

from dataclasses import dataclass, field

from app.customers.commands import NewAddress
from app.desk.order.detail import OrderDetail
from app.desk.order.ways import Way
from app.orders.commands import Edits, LineDelivery, LineQuantity, OrderLine
from app.orders.states import Method, Units


@dataclass
class Staging:
    """Edits by line; the last one of a kind counts. `names` are those of added products."""

    quantities: dict[str, int] = field(default_factory=dict)
    ways: dict[str, Way] = field(default_factory=dict)
    added: list[OrderLine] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    ship_to: str | NewAddress | None = None  # the id of one the customer is known by, or a new one
    history: list["Staging"] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.quantities or self.ways or self.added or self.ship_to)

    def quantity_of(self, detail: OrderDetail, line_id: str) -> int:
        line = detail.line(line_id)
        if line is None:
            return 0
        return self.quantities.get(line_id, line.ordered - line.units[Units.CANCELLED])

    def set_quantity(self, detail: OrderDetail, line_id: str, quantity: int) -> None:
        line = detail.line(line_id)
        if line is None:
            return
        self._keep()
        if quantity == line.ordered - line.units[Units.CANCELLED]:
            self.quantities.pop(line_id, None)
        else:
            self.quantities[line_id] = quantity

    def deliver(self, line_id: str, way: Way) -> None:
        self._keep()
        self.ways[line_id] = way

    def add(self, line: OrderLine, name: str) -> None:
        self._keep()
        self.added.append(line)
        self.names[line.product_id] = name

    def send_to(self, ship_to: str | NewAddress) -> None:
        self._keep()
        self.ship_to = ship_to

    def take_back(self) -> bool:
        """The last edit; False when there is none."""
        if not self.history:
            return False
        before = self.history.pop()
        self.quantities, self.ways, self.added = before.quantities, before.ways, before.added
        self.ship_to = before.ship_to
        return True

    def edits(self, detail: OrderDetail) -> Edits:
        return Edits(
            added=list(self.added),
            quantities=[
                LineQuantity(line_id=line_id, quantity=quantity)
                for line_id, quantity in self.quantities.items()
            ],
            deliveries=[
                LineDelivery(
                    line_id=line_id,
                    method=way.method,
                    site_id=way.site_id,
                    promise_from=way.promise_from,
                    promise_to=way.promise_to,
                )
                for line_id, way in self.ways.items()
            ],
            shipping_minor=self._shipping(detail),
        )

    def _shipping(self, detail: OrderDetail) -> int | None:
        """A first shipped line brings its charge; where one is paid already it stays."""
        costs = [way.cost_minor for way in self.ways.values() if way.method is Method.SHIP]
        return max(costs) if costs and not detail.card.charges_minor else None

    def _keep(self) -> None:
        kept = Staging(
            dict(self.quantities), dict(self.ways), list(self.added), ship_to=self.ship_to
        )
        self.history.append(kept)

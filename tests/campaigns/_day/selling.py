"""Orders: placed by phone or at the counter, changed, held, cancelled, made good."""

from typing import Any

from app.fulfillment.model import ALPHABET, CODE_LENGTH
from app.orders.reasons import AppeaseReason, CancelReason
from tests.campaigns._day.goods import Book, Sold, address, catalogue, newcomer, wanted
from tests.campaigns._day.hands import Hands, Told, now

IDR = "IDR"


class Seller:
    """`who` is the role that sells here: an agent by phone, a clerk or a manager at a counter."""

    def __init__(self, hands: Hands, who: str, book: Book, sites: dict[str, str]) -> None:
        self.hands, self.who, self.book = hands, who, book
        self.sites = sites
        self.products = catalogue(hands)
        self.drawer_id = ""

    @property
    def channel(self) -> str:
        return "phone" if self.who == "agent" else "store"

    # --- placed

    def place(self) -> None:
        chance = self.hands.chance
        way = self.hands.pick(
            {"pickup": 7, "ship": 2} if self.who == "agent" else {"pickup": 6, "carry_out": 3}
        )
        site_id = self.hands.seat.site_id
        if way != "carry_out":
            site_id = self.sites[chance.choice(tuple(self.sites))]
        goods = wanted(self.hands, self.products, site_id)
        if goods:
            self._order(way, site_id, goods)

    def _order(self, way: str, site_id: str, goods: list[Told]) -> None:
        hands = self.hands
        body: Told = {"coupons": [], "shipping_minor": 0}
        lines = [self._line(each, way, site_id) for each in goods]
        self._customer(body, way)
        if way == "ship":
            body["ship_to"] = place = address(hands)
            if not self._promise(body, lines, place["postcode"]):
                return
        path = f"place {way}"
        if hands.one_in(12):
            body["coupons"], path = ["SENARA50"], f"{path}, coupon"
        if hands.one_in(10):
            lines[0]["discount_hundredths"] = hands.chance.choice((300, 500, 1500))
            path = f"{path}, discount"
        total = self._total(lines, body)
        if total is None:
            return
        body["tenders"], paid = self._tenders(way, total, body)
        code = "".join(hands.chance.choices(ALPHABET, k=CODE_LENGTH))
        placed = hands.do(
            f"{path}, {paid}",
            self.who,
            "order.place",
            number="",
            pickup_code=code,
            channel=self.channel,
            site_id=hands.seat.site_id,
            language=hands.chance.choice(("id", "en")),
            currency=IDR,
            lines=lines,
            told_total_minor=total,
            **body,
        )
        if placed is None:
            return
        hands.tally.sold()
        known = placed.get("customer_id")
        self.book.add(
            self.book.sold, Sold(placed["order_id"], placed["number"], code, placed["customer_id"])
        )
        if known:
            self.book.add(self.book.known, known)
        if way == "carry_out":
            self.book.add(self.book.collected, placed["order_id"])

    def _line(self, each: Told, way: str, site_id: str) -> Told:
        return {
            "product_id": each["product"]["id"],
            "quantity": each["units"],
            "unit_minor": each["product"]["price_minor"],
            "method": way,
            "site_id": None if way == "ship" else site_id,
        }

    def _customer(self, body: Told, way: str) -> None:
        hands = self.hands
        if self.who != "agent" and hands.one_in(5) and self._has_credit(body):
            return
        known = self.book.some(hands.chance, self.book.known)
        if way == "carry_out" and hands.one_in(2):
            return
        if known and hands.one_in(3) and hands.ask("customers.card", customer_id=known):
            body["customer_id"] = known
        else:
            body["new_customer"] = newcomer(hands)

    def _has_credit(self, body: Told) -> bool:
        """A customer who brought something back for credit buys with it."""
        known = self.book.some(self.hands.chance, self.book.credits)
        if not known or not self.hands.ask("customers.card", customer_id=known):
            return False
        body["customer_id"] = known
        return True

    def _promise(self, body: Told, lines: list[Told], postcode: str) -> bool:
        basket = [{"product_id": one["product_id"], "quantity": one["quantity"]} for one in lines]
        told = self.hands.ask("promise", basket=basket, method="ship", now=now(), postcode=postcode)
        options = told["options"] if told else []
        if not options:
            return False
        best = options[0]
        body["shipping_minor"] = best["cost_minor"]
        for line in lines:
            line["promise_from"], line["promise_to"] = best["promise_from"], best["promise_to"]
            if len(best["parcels"]) == 1:
                line["site_id"] = best["parcels"][0]["site_id"]
        return True

    def _total(self, lines: list[Told], body: Told) -> int | None:
        told = self.hands.ask(
            "quote",
            lines=lines,
            currency=IDR,
            now=now(),
            shipping_minor=body["shipping_minor"],
            channel=self.channel,
            customer_id=body.get("customer_id"),
            codes=body["coupons"],
        )
        if told is None:
            return None
        body["coupons"] = [one["code"] for one in told["coupons"] if not one["trouble"]]
        return int(told["priced"]["total"])

    def _tenders(self, way: str, total: int, body: Told) -> tuple[list[Told], str]:
        hands = self.hands
        if total == 0:
            return [], "nothing to pay"
        if self.who == "agent":
            kinds = {"pay_link": 3, "at_store": 7} if way == "pickup" else {"pay_link": 1}
        elif way == "pickup":
            kinds = {"at_store": 4, "terminal": 3, "cash": 2, "mixed": 1}
        else:
            kinds = {"terminal": 3, "cash": 3, "mixed": 1}
        known = body.get("customer_id")
        if known in self.book.credits and self.who != "agent":
            credit = min(total, hands.ask("customers.credit", customer_id=known) or 0)
            if credit:
                rest = [self.tender("terminal", total - credit)] if total > credit else []
                return [self.tender("store_credit", credit), *rest], "store credit"
        kind = hands.pick(kinds)
        if kind == "mixed" and total > 1_000:
            return [
                self.tender("cash", total // 1_000 // 2 * 1_000 or 1_000),
                self.tender("terminal", total - (total // 1_000 // 2 * 1_000 or 1_000)),
            ], kind
        kind = "terminal" if kind == "mixed" else kind
        return [self.tender(kind, total)], kind

    def tender(self, kind: str, amount: int) -> Told:
        told: Told = {"kind": kind, "amount_minor": amount}
        if kind == "terminal":
            told["reference"] = f"{self.hands.chance.randrange(10**6):06d}"
        if kind == "cash":
            told["drawer_id"] = self.drawer_id
        return told

    # --- changed

    def change(self) -> None:
        hands = self.hands
        sold, room = self._open_order()
        if sold is None or room is None:
            return
        lines = [line for line in room["lines"] if not line["more"] and line["free"]]
        what = hands.pick({"quantity": 3, "add": 3, "place": 3})
        edits: Told = {}
        if what == "quantity" and lines:
            line = hands.chance.choice(lines)
            more = line["quantity"] + hands.chance.choice((1, -1))
            edits = {"quantities": [{"line_id": line["line_id"], "quantity": max(0, more)}]}
        elif what == "place" and (movable := [one for one in room["lines"] if not one["delivery"]]):
            site_id = self.sites[hands.chance.choice(tuple(self.sites))]
            moved = {"line_id": movable[0]["line_id"], "method": "pickup", "site_id": site_id}
            edits = {"deliveries": [moved]}
        elif what == "add" and not room["add"]:
            site_id = self.sites[hands.chance.choice(tuple(self.sites))]
            goods = wanted(hands, self.products, site_id, most=1)
            edits = {"added": [self._line(each, "pickup", site_id) for each in goods]}
            edits = edits if goods else {}
        if edits:
            self._change(sold, what, edits)

    def _change(self, sold: Sold, what: str, edits: Told) -> None:
        hands = self.hands
        told = hands.ask("orders.change", order_id=sold.order_id, edits=edits, now=now())
        if told is None:
            return
        due = told["difference_minor"]
        kind = "at_store" if self.who == "agent" else "terminal"
        hands.do(
            f"change {what}",
            self.who,
            "order.change",
            order_id=sold.order_id,
            version=told["version"],
            edits=edits,
            told_difference_minor=due,
            tenders=[self.tender(kind, due)] if due > 0 else [],
        )

    def cancel(self) -> None:
        hands = self.hands
        sold, room = self._open_order()
        if sold is None or room is None or room["cancel"]:
            return
        lines = [one for one in room["lines"] if not one["cancel"]]
        whole = hands.one_in(2)
        if not whole:
            lines = lines[:1]
        told = [
            {
                "line_id": one["line_id"],
                "quantity": one["free"] + one["in_hand"] if whole else 1,
            }
            for one in lines
        ]
        in_hand = any(one["in_hand"] for one in lines)
        hands.do(
            f"cancel {'whole' if whole else 'part'}{' after pick' if in_hand else ''}",
            self.who,
            "order.cancel_lines",
            order_id=sold.order_id,
            lines=told,
            reason=hands.chance.choice(list(CancelReason)).value,
        )

    def hold(self) -> None:
        sold, _room = self._open_order()
        if sold is None:
            return
        held = self.hands.do(
            "hold",
            self.who,
            "order.hold",
            order_id=sold.order_id,
            reason=self.hands.chance.choice(("manual", "customer_request", "bad_address")),
            note="asked to wait",
        )
        if held:
            self.book.add(self.book.holds, (held["hold_id"], sold.order_id))

    def release(self) -> None:
        found = self.book.some(self.hands.chance, self.book.holds)
        if not found or not self.hands.ask("orders.card", order_id=found[1]):
            return
        self.book.drop(self.book.holds, found)
        self.hands.do("release hold", self.who, "order.release_hold", hold_id=found[0])

    def appease(self) -> None:
        hands = self.hands
        sold, _room = self._open_order()
        card = hands.ask("orders.card", order_id=sold.order_id) if sold else None
        if sold is None or not card:
            return
        kept = card["head"]["paid_minor"] - card["head"]["refunded_minor"]
        if min(kept, card["owed_minor"]) < 20_000:
            return
        amount = min(kept, card["owed_minor"], hands.chance.choice((10_000, 20_000, 150_000)))
        hands.do(
            "appease",
            self.who,
            "order.appease",
            order_id=sold.order_id,
            reason=hands.chance.choice(list(AppeaseReason)).value,
            told_minor=amount,
            amount_minor=amount,
            note="for the trouble",
        )

    def _open_order(self) -> tuple[Sold | None, Any]:
        """One of the newest that this desk holds and that is still open."""
        for _ in range(4):
            sold = self.book.some(self.hands.chance, self.book.sold)
            card = self.hands.ask("orders.card", order_id=sold.order_id) if sold else None
            if card and card["head"]["state"] == "placed":
                return sold, self.hands.ask("orders.options", order_id=sold.order_id)
        return None, None

    # --- customers

    def edit_customer(self) -> None:
        hands = self.hands
        customer_id = self.book.some(hands.chance, self.book.known)
        card = hands.ask("customers.card", customer_id=customer_id) if customer_id else None
        if not card:
            return
        seen = card["name"]
        change = {"field": "name", "seen": seen, "value": f"{seen.split(' ')[0]} Baru"}
        hands.do(
            "customer edit", self.who, "customer.edit", customer_id=customer_id, changes=[change]
        )

    def merge(self) -> None:
        """A customer who is there twice; every third merge was a mistake."""
        hands = self.hands
        first = newcomer(hands)
        again = {**first, "customer_id": hands.new_id(), "name": first["name"].upper()}
        for person in (first, again):
            if not hands.do("customer create", self.who, "customer.create", **person):
                return
        if self.who == "clerk":
            return
        merged = hands.do(
            "merge",
            self.who,
            "customer.merge",
            survivor_id=first["customer_id"],
            absorbed_id=again["customer_id"],
            take=[],
        )
        if merged and hands.one_in(3):
            hands.do("undo merge", self.who, "customer.undo_merge", merge_id=merged["merge_id"])

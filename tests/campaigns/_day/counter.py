"""What a store does all day: pick with shorts, stage, hand over, take back, exchange, count."""

from collections.abc import Sequence
from typing import Any

from app.fulfillment.states import ShortNext, ShortReason
from app.kit.clock import SECOND
from tests.campaigns._day.goods import newcomer
from tests.campaigns._day.hands import Told, now
from tests.campaigns._day.selling import IDR, Seller

WAITS = 15 * SECOND  # most customers come after they were told that it is ready
REASONS = ("too_small", "too_large", "changed_mind")


class Counter(Seller):
    """A seller with shelves, a board and a drawer."""

    def open_drawer(self) -> None:
        self.drawer_id = self.hands.new_id()
        self.hands.do(
            "drawer open",
            self.who,
            "drawer.open",
            drawer_id=self.drawer_id,
            site_id=self.site_id,
            float_minor=50_000_000,
            currency=IDR,
        )

    @property
    def site_id(self) -> str:
        return self.hands.seat.site_id

    # --- the board

    def work_board(self) -> None:
        """The next step of one parcel: the most urgent ones first, as a clerk would."""
        board = self.hands.ask("pickup.board", site_id=self.site_id) or []
        if not board:
            return
        card = self.hands.chance.choice(board[:12])
        if card["column"] == "ready":
            waited = now() - card["ready_at"] > WAITS or self.hands.one_in(6)
            if waited or not self.hands.tally.open:
                self.hand_over(card)
        else:
            self.pick(card)

    @property
    def board_is_empty(self) -> bool:
        return not self.hands.ask("pickup.board", site_id=self.site_id)

    def pick(self, card: Told) -> None:
        hands, parcel = self.hands, card["fulfillment_id"]
        panel = hands.ask("pickup.panel", fulfillment_id=parcel)
        if not panel or panel["open_holds"]:
            return
        if card["column"] == "to_pick" and not hands.do(
            "claim", self.who, "pickup.claim", fulfillment_id=parcel
        ):
            return
        panel = hands.ask("pickup.panel", fulfillment_id=parcel)
        for line in panel["lines"] if panel else ():
            self._pick_line(parcel, line)
        panel = hands.ask("pickup.panel", fulfillment_id=parcel)
        if not panel or panel["card"]["column"] != "picking" or not panel["card"]["picked"]:
            return
        bins = hands.ask("bins", site_id=self.site_id, kind="staging")
        bin_code = hands.chance.choice(bins)
        staged = hands.do(
            "stage", self.who, "pickup.stage", fulfillment_id=parcel, bin_code=bin_code
        )
        if staged and hands.one_in(12):
            hands.do("undo stage", self.who, "pickup.undo_stage", fulfillment_id=parcel)
            hands.do("stage", self.who, "pickup.stage", fulfillment_id=parcel, bin_code=bin_code)

    def _pick_line(self, parcel: str, line: Told) -> None:
        hands = self.hands
        left = line["quantity"] - line["picked"]  # what is short has left the quantity
        short = hands.chance.randint(1, left) if left > 0 and hands.one_in(14) else 0
        at = {"fulfillment_id": parcel, "line_id": line["line_id"]}
        if left - short > 0:
            picked = hands.do("pick", self.who, "pickup.pick", **at, quantity=left - short)
            if picked and hands.one_in(25):
                hands.do("undo pick", self.who, "pickup.undo_pick", **at, quantity=1)
                hands.do("pick", self.who, "pickup.pick", **at, quantity=1)
        if short:
            reason = hands.chance.choice(list(ShortReason)).value
            then = hands.chance.choice(list(ShortNext)).value
            hands.do(
                f"short: {reason}, {then}",
                self.who,
                "pickup.short_pick",
                **at,
                quantity=short,
                reason=reason,
                then=then,
            )

    def hand_over(self, card: Told) -> None:
        hands, parcel = self.hands, card["fulfillment_id"]
        panel = hands.ask("pickup.panel", fulfillment_id=parcel)
        if not panel or panel["open_holds"]:
            return
        due = panel["due_minor"]
        kind = hands.pick({"cash": 2, "terminal": 3})
        proxy = hands.one_in(8)
        done = hands.do(
            f"hand over, {kind if due > 0 else 'paid'}",
            self.who,
            "pickup.hand_over",
            fulfillment_id=parcel,
            proof="proxy" if proxy else "id",
            proxy_name="Pak Joko" if proxy else "",
            code_checked=hands.one_in(2),
            tenders=[self.tender(kind, due)] if due > 0 else [],
            lines=[
                {"line_id": line["line_id"], "quantity": line["picked"]}
                for line in panel["lines"]
                if line["picked"]
            ],
        )
        if done and hands.one_in(20):
            hands.do("undo hand over", self.who, "pickup.undo_hand_over", fulfillment_id=parcel)
        elif done:
            self.book.add(self.book.collected, card["order_id"])

    def put_back(self) -> None:
        board = self.hands.ask("pickup.board", site_id=self.site_id) or []
        ready = [card for card in board if card["column"] == "ready"]
        if ready:
            self.hands.do(
                "put back",
                self.who,
                "pickup.put_back",
                fulfillment_id=ready[0]["fulfillment_id"],
                reason="bin_full",
            )

    # --- what comes back

    def take_back(self) -> None:
        found = self._returnable()
        if found is None:
            return
        about, card, line = found
        chosen = {line["sold"]["line_id"]: self.hands.chance.randint(1, line["left"])}
        mode = self.hands.pick({"as_paid": 5, "store_credit": 2, "cash": 2})
        told = self.hands.ask(
            "returns.refund", **about, chosen=chosen, mode=mode, offline=not self._online
        )
        if not told or told["why_not"]:
            return
        refund = sum(part["minor"] for part in told["settlement"]["refunds"])
        done = self.hands.do(
            f"return, {mode}",
            self.who,
            "return.take",
            number="",
            order_id=about["order_id"],
            site_id=self.site_id,
            lines=self._returned(chosen, line),
            mode=mode,
            told_refund_minor=refund,
            drawer_id=self.drawer_id,
            offline=not self._online,
            return_id=card["mail_id"] if chosen.keys() & card["expected"].keys() else None,
        )
        if done and mode == "store_credit" and card["customer_id"]:
            self.book.add(self.book.credits, card["customer_id"])

    def exchange(self) -> None:
        found = self._returnable()
        if found is None:
            return
        about, _card, line = found
        hands = self.hands
        chosen = {line["sold"]["line_id"]: 1}
        product = hands.chance.choice(self.products)
        item = {
            "product_id": product["id"],
            "quantity": 1,
            "unit_minor": product["price_minor"],
            "site_id": self.site_id,
        }
        told = hands.ask("returns.exchange", **about, chosen=chosen, items=[item], mode="as_paid")
        if not told or told["why_not"]:
            return
        due = told["to_pay_minor"]
        hands.do(
            f"exchange, {'pay' if due > 0 else 'refund' if told['refund_minor'] else 'even'}",
            self.who,
            "return.exchange",
            number="",
            order_id=about["order_id"],
            site_id=self.site_id,
            lines=self._returned(chosen, line),
            items=[item],
            mode="as_paid",
            told_refund_minor=told["refund_minor"],
            told_total_minor=told["total_minor"],
            tenders=[self.tender("terminal", due)] if due > 0 else [],
            drawer_id=self.drawer_id,
            offline=not self._online,
        )

    def take_blind(self) -> None:
        hands = self.hands
        product = hands.chance.choice(self.products)
        item = hands.ask("returns.blind", product_id=product["id"], now=now())
        if not item or item["why_not"] or not item["allowed"]:
            return
        line = {
            "product_id": product["id"],
            "quantity": 1,
            "unit_minor": item["unit_minor"],
            **self._state("changed_mind"),
        }
        person = newcomer(hands)
        done = hands.do(
            "return without receipt",
            self.who,
            "return.blind",
            number="",
            site_id=self.site_id,
            lines=[line],
            told_refund_minor=item["unit_minor"],
            id_seen=True,
            new_customer=person,
        )
        if done:
            self.book.add(self.book.credits, person["customer_id"])

    def ask_by_mail(self) -> None:
        found = self._returnable(by_mail=False)
        if found is None:
            return
        about, _card, line = found
        asked = {"line_id": line["sold"]["line_id"], "quantity": 1, "reason": "too_small"}
        done = self.hands.do(
            "return by mail: asked",
            self.who,
            "return.ask",
            number="",
            order_id=about["order_id"],
            lines=[asked],
        )
        if done and done["state"] == "approved":
            self.hands.do(
                "return by mail: sent",
                self.who,
                "return.move",
                return_id=done["return_id"],
                move="send",
            )

    def receive_mail(self) -> None:
        waiting = [
            one
            for one in self.hands.ask("returns.by_mail") or []
            if one["state"] in ("approved", "in_transit")
        ]
        if not waiting:
            return
        one = self.hands.chance.choice(waiting[:5])
        found = self._card(one["order_id"])
        if found is None or found[1]["mail_id"] != one["return_id"]:
            return
        about, card = found
        chosen = {
            line_id: units
            for line_id, units in card["expected"].items()
            if units <= self._left(card, line_id)
        }
        if not chosen:
            return
        told = self.hands.ask("returns.refund", **about, chosen=chosen, mode="as_paid")
        if not told or told["why_not"]:
            return
        self.hands.do(
            "return by mail: received",
            self.who,
            "return.take",
            number="",
            order_id=one["order_id"],
            site_id=self.site_id,
            lines=[
                {
                    "line_id": line_id,
                    "quantity": units,
                    **self._state(
                        "too_small", refused=self._sold_line(card, line_id)["refused_grades"]
                    ),
                }
                for line_id, units in chosen.items()
            ],
            mode="as_paid",
            told_refund_minor=sum(part["minor"] for part in told["settlement"]["refunds"]),
            drawer_id=self.drawer_id,
            offline=not self._online,
            return_id=one["return_id"],
        )

    # --- the shelves

    def restock(self) -> None:
        """Found in the back room: more than a manager may alone, so the inventory lets it pass."""
        product = self.hands.chance.choice(self.products)
        self.hands.do(
            "stock found",
            "manager",
            "stock.adjust",
            number="",
            site_id=self.site_id,
            product_id=product["id"],
            quantity=self.hands.chance.randint(10, 40),
            reason="found",
            note="back room",
        )

    def lose(self) -> None:
        hands = self.hands
        product = hands.chance.choice(self.products)
        if not self._free(product["id"]):
            return
        done = hands.do(
            "stock lost",
            "manager",
            "stock.adjust",
            number="",
            site_id=self.site_id,
            product_id=product["id"],
            quantity=-1,
            reason=hands.chance.choice(("lost", "damaged")),
        )
        if done and hands.one_in(4):
            hands.do(
                "undo stock lost",
                "manager",
                "stock.undo_adjust",
                adjustment_id=done["adjustment_id"],
            )

    def count(self) -> None:
        """Blind: three shelves, now and then one unit off, counted again where it is asked for."""
        hands, count_id = self.hands, self.hands.new_id()
        opened = hands.do(
            "count open", self.who, "count.open", count_id=count_id, site_id=self.site_id
        )
        if not opened:
            return
        lines = [
            {
                "product_id": product["id"],
                "expected": (books := self._available(product["id"])),
                "counted": max(0, books + hands.chance.choice((0, 0, 0, 1, -1, 3))),
            }
            for product in hands.chance.sample(self.products, 3)
        ]
        told = hands.do("count", self.who, "count.finish", count_id=count_id, lines=lines)
        if told and told["again"]:
            again = [line for line in lines if line["product_id"] in told["again"]]
            hands.do("count again", self.who, "count.finish", count_id=count_id, lines=again)
        if hands.one_in(6):
            hands.do("count discard", "manager", "count.discard", count_id=count_id)
        else:
            hands.do("count post", "manager", "count.post", count_id=count_id)

    # --- small things

    @property
    def _online(self) -> bool:
        status = self.hands.seat.desk.must(do="status")
        return str(status["state"]) in ("online", "syncing")

    def _returnable(self, *, by_mail: bool = True) -> Any:
        """(about, card, line) of a collected order of which something may come back here."""
        for _ in range(3):
            order_id = self.book.some(self.hands.chance, self.book.collected)
            found = self._card(order_id) if order_id else None
            if found is None or (found[1]["mail_id"] and not by_mail):
                continue
            about, card = found
            for line in card["lines"]:
                left = self._left(card, line["sold"]["line_id"])
                if left and line["verdict"]["kind"] == "in_window":
                    return about, card, {**line, "left": left}
        return None

    def _card(self, order_id: str) -> tuple[Told, Told] | None:
        about = {
            "order_id": order_id,
            "site_id": self.site_id,
            "device_id": self.hands.seat.device_id,
            "user_id": self.hands.seat.person(self.who).user_id,
            "now": now(),
        }
        card = self.hands.ask("returns.card", **about)
        return (about, card) if card else None

    def _left(self, card: Told, line_id: str) -> int:
        sold = self._sold_line(card, line_id)["sold"]
        return max(0, int(sold["collected"] + sold["delivered"] - sold["returned"]))

    def _sold_line(self, card: Told, line_id: str) -> Told:
        found: Told = next(line for line in card["lines"] if line["sold"]["line_id"] == line_id)
        return found

    def _returned(self, chosen: dict[str, int], line: Told) -> list[Told]:
        reasons = [r for r in REASONS if not line["reasons"] or r in line["reasons"]]
        reason = self.hands.chance.choice(reasons or list(line["reasons"]))
        state = self._state(reason, refused=line["refused_grades"])
        return [{"line_id": each, "quantity": units, **state} for each, units in chosen.items()]

    def _state(self, reason: str, *, refused: Sequence[str] = ()) -> Told:
        worn = self.hands.one_in(5) and "c" not in refused
        grade, place = ("c", "damaged") if worn else ("a", "shelf")
        return {"reason": reason, "grade": grade, "disposition": place}

    def _available(self, product_id: str) -> int:
        """What the books call available: on the shelf and not picked for anybody."""
        stock = self.hands.ask("stock.shelf", product_id=product_id, site_id=self.site_id)
        return int(stock or 0)

    def _free(self, product_id: str) -> int:
        return self._available(product_id)

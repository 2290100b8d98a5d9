"""How does a coupon come into the order and out of it again."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.kit.errors import Refusal
from app.orders.coupons import Coupon
from ui.kit.sounds import Sound
from ui.kit.strip import Strip
from ui.orders.order import OpenOrder


class Coupons(QObject):
    def __init__(self, order: OpenOrder, strip: Strip, beep: Callable[[Sound], None]) -> None:
        super().__init__()
        self._order = order
        self._strip = strip
        self._beep = beep

    def give(self, coupon: Coupon) -> None:
        """Refusal: why it cannot be used, while the customer is still there."""
        if coupon.trouble:
            raise Refusal(coupon.trouble, coupon=coupon.code)
        self._order.give_coupon(coupon.code)
        self._beep(Sound.OK)
        self._strip.hide()

    def take_off(self, code: str) -> None:
        self._order.take_coupon(code)
        self._strip.undo(
            lambda: self.tr("{code} was taken off.").format(code=code),
            lambda: self._order.give_coupon(code),
        )

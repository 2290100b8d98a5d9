"""How is a text written in bars: Code 128, set B (ISO/IEC 15417)."""

from app.kit.errors import Refusal

START_B, STOP = 104, 106
QUIET = 10  # modules of white that a scanner wants on each side

# Widths of bar, space, bar, … of each symbol: 11 modules, the stop 13.
_TABLE = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 "
    "122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 "
    "321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 "
    "211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 "
    "213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 "
    "121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 "
    "241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 "
    "412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 "
    "211214 211232 2331112"
)
_WIDTHS = _TABLE.split()


def symbols(text: str) -> list[int]:
    """Start, one symbol per letter, check symbol, stop. Refusal('barcode_letters') beyond ASCII."""
    if not text or any(not " " <= sign <= "~" for sign in text):
        raise Refusal("barcode_letters", text=text)
    values = [ord(sign) - 32 for sign in text]
    check = START_B + sum(place * value for place, value in enumerate(values, start=1))
    return [START_B, *values, check % 103, STOP]


def modules(text: str) -> str:
    """The whole barcode as `1` for dark and `0` for light, without its quiet zones."""
    widths = "".join(_WIDTHS[value] for value in symbols(text))
    return "".join("10"[place % 2] * int(width) for place, width in enumerate(widths))

"""Is this a real article number: GS1 check digits of GTIN-8, -12, -13 and -14."""


def check_digit(body: str) -> str:
    """GS1 General Specifications 7.9: weights 3 and 1 from the right."""
    total = sum(
        int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body))
    )
    return str(-total % 10)


def gtin13(body: str) -> str:
    if len(body) != 12 or not body.isdecimal():
        raise ValueError("a GTIN-13 has 12 digits before its check digit")
    return body + check_digit(body)


def is_gtin(code: str) -> bool:
    return (
        len(code) in {8, 12, 13, 14}
        and code.isascii()
        and code.isdecimal()
        and check_digit(code[:-1]) == code[-1]
    )

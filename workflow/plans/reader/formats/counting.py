"""Automatic numbers as Word prints them."""

from collections.abc import Callable

CHINESE = "〇一二三四五六七八九"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
ROMAN_SMALL = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def chinese(number: int) -> str:
    """十, 十一, 二十, 一百〇一, as counted."""
    if not 0 < number < 10_000:
        return digits(number)
    words, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += (CHINESE[0] if gap and words else "") + CHINESE[digit] + sign
        gap = not digit
    return words[1:] if words.startswith("一十") else words


def digits(number: int) -> str:
    """一〇, 一一: sign by sign."""
    return "".join(CHINESE[int(sign)] for sign in str(abs(number)))


def letters(number: int) -> str:
    """A to Z, then AA, BB …, as Word counts."""
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 1000 else str(number)


def roman(number: int) -> str:
    words = ""
    if not 0 < number < 4000:
        return str(number)
    for amount, sign in ROMAN + ROMAN_SMALL:
        words += sign * (number // amount)
        number %= amount
    return words


def signs(first: str, most: int) -> Callable[[int], str]:
    """Signs that follow one another from the first on; beyond the last the plain number."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= most else str(number)


def cycle(of: str) -> Callable[[int], str]:
    return lambda number: of[number - 1] if 0 < number <= len(of) else str(number)


FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "japaneseDigitalTenThousand": chinese,
    "koreanCounting": chinese,
    "ideographDigital": digits,
    "taiwaneseDigital": digits,
    "chineseLegalSimplified": lambda number: chinese(number).translate(LEGAL),
    "ideographLegalTraditional": lambda number: chinese(number).translate(LEGAL),
    "ideographTraditional": cycle(STEMS),
    "ideographZodiac": cycle(BRANCHES),
    "ideographEnclosedCircle": signs("㊀", 10),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(WIDE),
    "decimalFullWidth2": lambda number: str(number).translate(WIDE),
    "decimalEnclosedCircle": signs("①", 20),
    "decimalEnclosedCircleChinese": signs("①", 20),
    "decimalEnclosedParen": signs("⑴", 20),
    "decimalEnclosedFullstop": signs("⒈", 20),
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "bullet": lambda number: "",
    "none": lambda number: "",
}


def printed(number: int, form: str) -> str:
    """The number in Word's form of this name; plain digits for a name we do not know."""
    return FORMATS.get(form, str)(number)

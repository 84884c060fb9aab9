"""The operators → SQL: each with what it gives for none and for unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from sqlglot import exp

from kraftrules.engines.sql.dialects import Dialect, day, extract
from kraftrules.engines.sql.fits import amount
from kraftrules.engines.sql.terms import Term, missing_in, refused
from kraftrules.engines.sql.tree import (
    NULL,
    Expr,
    between,
    binary,
    both,
    case,
    cast,
    either,
    equal,
    negative,
    number,
    one_of,
    opposite,
    whole,
)
from kraftrules.feel.operators import OPERATORS
from kraftrules.feel.types import literal_type
from kraftrules.values import (
    BOOLEAN,
    Atom,
    Days,
    Kind,
    Months,
    Type,
)

MOST_DIGITS = 34  # of a number reckoned with: every dialect here holds 38
_ORDER: Mapping[str, type[exp.Binary]] = {
    "=": exp.EQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}
_RANGES: Mapping[str, tuple[type[exp.Binary], type[exp.Binary]]] = {
    "in [..]": (exp.GTE, exp.LTE),
    "in (..]": (exp.GT, exp.LTE),
    "in [..)": (exp.GTE, exp.LT),
    "in (..)": (exp.GT, exp.LT),
}
_SUMS: Mapping[str, type[exp.Binary]] = {"+": exp.Add, "-": exp.Sub, "*": exp.Mul}


@dataclass(frozen=True, slots=True)
class Operations:
    """The operators of a dialect."""

    dialect: Dialect

    def literal(self, value: Atom | None) -> Term:
        """A value written out."""
        kind, digits = literal_type(value), (19, 0)
        none = self.dialect.truth(True) if value is None else None
        if isinstance(value, Decimal):
            digits = _digits_of(value)
        return Term(kind, self._written(value), none, None, literal=True, atom=value, digits=digits)

    def _written(self, value: Atom | None) -> Expr:
        match value:
            case None:
                return NULL
            case bool():
                return self.dialect.truth(value)
            case int():
                return whole(value)
            case Decimal():
                return self._amount(value)
            case str():
                return self.dialect.literal(value)
            case date():
                return day(value)
            case Months(count=count) | Days(count=count):
                return whole(count)

    def _amount(self, value: Decimal) -> Expr:
        whole, scale = _digits_of(value)
        if whole > 22 or scale > 15:
            raise _too_long()
        written = amount(value)
        if self.dialect.name == "bigquery":  # where a number with a point is a float
            return cast(exp.Literal.string(f"{value:f}"), "numeric" if scale <= 9 else "bignumeric")
        return written

    def apply(self, operator: str, terms: Sequence[Term]) -> Term:
        """What an operator gives: unknown where an operand is."""
        if OPERATORS[operator].precedence == 4:
            return self._comparison(operator, terms)
        result = OPERATORS[operator].result([each.type for each in terms])
        assert result is not None, "the checker has seen to the types"
        known = both(each.known for each in terms)
        value, digits = self._reckoned(operator, terms, result)
        nones = [each.none for each in terms if each.none is not None]
        none = both([known, either(nones)]) if nones else None
        return Term(result, value, none, known, partial(missing_in, terms), digits=digits)

    # ---- comparisons

    def _comparison(self, operator: str, terms: Sequence[Term]) -> Term:
        if operator == "!=":
            same = self._comparison("=", terms)
            return Term(BOOLEAN, opposite(same.value), None, same.known, same.missing)
        known = both(each.known for each in terms)
        holds = self._holds(operator, terms)
        if self._needs_to_know(operator, terms):
            holds = self.dialect.where_known(known, holds)
        return Term(BOOLEAN, holds, None, known, partial(missing_in, terms))

    def _needs_to_know(self, operator: str, terms: Sequence[Term]) -> bool:
        """Whether it has to be said that the operands are known, since SQL would not ask after all of them."""
        open_ = [each for each in terms if not each.literal]
        if len(open_) == 1 and operator == "=" and open_[0].settled:
            return False
        if len(open_) == 1 and terms[0] is open_[0]:
            return NULL in [each.value for each in terms]
        several = operator in _RANGES or operator == "in"
        return (
            several
            or NULL in [each.value for each in terms]
            or any(each.none is not None for each in terms)
        )

    def _holds(self, operator: str, terms: Sequence[Term]) -> Expr:
        """The predicate for operands that are known; false where one is none, but for none = none."""
        first, *others = terms
        if operator == "in":
            return self._is_one_of(first, others)
        if operator == "=":
            return self._same(first, others[0])
        if operator == "in [..]":
            found: Expr | None = between(first.value, others[0].value, others[1].value)
        elif operator in _RANGES:
            pairs = zip(_RANGES[operator], others, strict=True)
            found = both(binary(kind, first.value, end.value) for kind, end in pairs)
        else:
            found = binary(_ORDER[operator], first.value, others[0].value)
        holds = both([found, *(opposite(each.none) for each in terms if each.none is not None)])
        assert holds is not None
        return holds

    def _same(self, one: Term, other: Term) -> Expr:
        nones = [each.none for each in (one, other) if each.none is not None]
        if NULL in (one.value, other.value) or Kind.LIST in (one.type.kind, other.type.kind):
            read = [each.none for each in (one, other) if not each.literal]
            if None in read or len(nones) < 2:
                return self.dialect.truth(False)
            return both(read) or self.dialect.truth(True)
        found = both([self._equal(one, other), *map(opposite, nones)])
        if len(nones) == 2:
            found = either([found, both(nones)])
        assert found is not None
        return found

    def _equal(self, one: Term, other: Term) -> Expr:
        if one.type.kind is Kind.BOOLEAN:
            return equal(self.dialect.stored(one.value), self.dialect.stored(other.value))
        return equal(one.value, other.value)

    def _is_one_of(self, first: Term, others: Sequence[Term]) -> Expr:
        """Whether a value is one of others; none is among nothing, and nothing is none's."""
        values = [each for each in others if each.value != NULL]
        if not values or first.value == NULL or first.type.kind is Kind.LIST:
            return self.dialect.truth(False)
        if all(each.literal for each in values) and first.type.kind is not Kind.BOOLEAN:
            found: Expr | None = one_of(first.value, [each.value for each in values])
        else:
            found = either(
                both(
                    [
                        self._equal(first, each),
                        *([opposite(each.none)] if each.none is not None else []),
                    ]
                )
                for each in values
            )
        holds = both([found, opposite(first.none) if first.none is not None else None])
        assert holds is not None
        return holds

    # ---- reckoning

    def _reckoned(
        self, operator: str, terms: Sequence[Term], result: Type
    ) -> tuple[Expr, tuple[int, int]]:
        values = [each.value for each in terms]
        if any(each.value == NULL for each in terms):
            return NULL, (1, 0)
        if operator == "years and months duration":
            return _months_between(*terms), (19, 0)
        if result.kind is Kind.DATE:
            return self._shifted(operator, *terms), (19, 0)
        if operator == "negate":
            return negative(values[0]), terms[0].digits
        if result.kind is Kind.INTEGER:
            return binary(_SUMS[operator], *values), (19, 0)
        digits = _reach(operator, terms)
        if sum(digits) > MOST_DIGITS:
            raise _too_long()
        one, other = map(self._decimal, terms)
        roomy = self.dialect.roomy(one, _digits(terms[0]), _digits(terms[1]), digits)
        return binary(_SUMS[operator], roomy, other), digits

    def _decimal(self, term: Term) -> Expr:
        """An operand of a number's operator; a whole number with no more digits than it can have."""
        if term.type.kind is Kind.NUMBER:
            return term.value
        return cast(term.value, f"decimal({_digits(term)[0]}, 0)")

    def _shifted(self, operator: str, start: Term, duration: Term) -> Expr:
        count = duration.value
        if operator == "-":
            count = whole(-int(duration.type.low)) if duration.literal else negative(count)
        months = duration.type.kind is Kind.MONTHS
        return (self.dialect.add_months if months else self.dialect.add_days)(start.value, count)

    def part(self, months: Term, name: str) -> Term:
        """The whole years of a duration, or the months beyond them; both have its sign."""
        value: Expr = binary(exp.Mod, months.value, number(12))
        if name == "years":
            value = self.dialect.twelfth(months.value)
        kind = Type(
            Kind.INTEGER,
            months.type.none,
            int(months.type.low) // 12,
            int(months.type.high) // 12 + 1,
        )
        if name == "months":
            kind = Type(Kind.INTEGER, months.type.none, -11, 11)
        return Term(kind, value, months.none, months.known, months.missing, settled=months.settled)


def _months_between(start: Term, end: Term) -> Expr:
    """The whole months from one day to another; negative where the other comes first."""
    months = binary(exp.Sub, _month(end), _month(start))
    first, last = _part(start, "DAY"), _part(end, "DAY")
    forwards, backwards = (binary(kind, end.value, start.value) for kind in (exp.GTE, exp.LT))
    short = case(
        (exp.and_(forwards, binary(exp.LT, last, first)), number(-1)),
        (exp.and_(backwards, binary(exp.GT, last, first)), number(1)),
        otherwise=number(0),
    )
    return cast(binary(exp.Add, months, short), "bigint")


def _month(term: Term) -> Expr:
    """A day's month, counted from the year nought."""
    if isinstance(term.atom, date):
        return number(term.atom.year * 12 + term.atom.month)
    return binary(exp.Add, binary(exp.Mul, _part(term, "YEAR"), number(12)), _part(term, "MONTH"))


def _part(term: Term, part: str) -> Expr:
    if isinstance(term.atom, date):
        return number(int(getattr(term.atom, part.lower())))
    return extract(part, term.value)


def _digits_of(value: Decimal) -> tuple[int, int]:
    """A written number's digits before and after its point."""
    whole = len(str(int(abs(value))))
    exponent = value.normalize().as_tuple().exponent
    return whole, max(0, -int(exponent))


def _digits(term: Term) -> tuple[int, int]:
    if term.type.kind is Kind.INTEGER:
        return len(str(max(abs(int(term.type.low)), abs(int(term.type.high))))), 0
    return term.digits


def _reach(operator: str, terms: Sequence[Term]) -> tuple[int, int]:
    """How many digits databases give a sum or a product before and after its point: one more than it can have."""
    (one, one_scale), (other, other_scale) = (_digits(each) for each in terms)
    if operator == "*":
        return one + other + 1, one_scale + other_scale
    return max(one, other) + 1, max(one_scale, other_scale)


def _too_long() -> Exception:
    return refused(
        "sql",
        f"ett tal kan få fler än {MOST_DIGITS} siffror, vilket databaser inte räknar exakt med. "
        "Ge talen snävare minimum: och maximum: i ordlistan",
        f"a number can have more than {MOST_DIGITS} digits, which databases do not reckon with exactly. "
        "Give the numbers a closer minimum: and maximum: in the vocabulary",
    )

"""
Filters of requests as filters of the engine. The shape of the JSON decides which class is built, and nothing else: what a clause
means, and which points meet it, is decided by Qdrant's own code. A shape that is not known is refused, never left out.

On the way it notes which kind of index every key needs, as strict mode asks, which takes names and shapes alone.
"""

import qdrant_edge as qdrant


class Refusal(Exception):
    """A request that is answered with an error."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def fields(value, known, what):
    """The object, if all of its fields are among those known."""
    if not isinstance(value, dict):
        raise Refusal(400, f"Format error in JSON body: {what} is not an object")
    strange = sorted(set(value) - set(known))
    if strange:
        raise Refusal(400, f"Format error in JSON body: unknown field `{strange[0]}` in {what}")
    return {name: part for name, part in value.items() if part is not None}


def listed(value):
    return value if isinstance(value, list) else [value]


MATCHES = {
    "value": qdrant.MatchValue,
    "any": qdrant.MatchAny,
    "except": qdrant.MatchExcept,
    "prefix": qdrant.MatchPrefix,
}
BOUNDS = ("lt", "gt", "lte", "gte")


class FilterReader:
    """Reads filters, and keeps what strict mode asks about them."""

    def __init__(self):
        self.needs = []
        """Pairs of a key and the capabilities of an index that serve its clause; one of them is enough."""
        self.conditions = 0
        self.largest = 0

    def filter(self, value):
        """The filter of the engine, or none where the request has none."""
        if value is None:
            return None
        given = fields(value, ("must", "should", "must_not", "min_should"), "a filter")
        parts = {}
        for name in ("must", "should", "must_not"):
            if name in given:
                parts[name] = [self.condition(each) for each in listed(given[name])]
        if "min_should" in given:
            least = fields(given["min_should"], ("conditions", "min_count"), "min_should")
            conditions = [self.condition(each) for each in least.get("conditions", [])]
            parts["min_should"] = qdrant.MinShould(conditions, least.get("min_count"))
        return qdrant.Filter(**parts)

    def condition(self, value):
        if not isinstance(value, dict):
            raise Refusal(400, "Format error in JSON body: a condition is not an object")
        if "key" in value:
            return self.field(value)
        if "has_id" in value:
            self.conditions += 1
            return qdrant.HasIdCondition(set(fields(value, ("has_id",), "a condition")["has_id"]))
        if "has_vector" in value:
            self.conditions += 1
            return qdrant.HasVectorCondition(fields(value, ("has_vector",), "a condition")["has_vector"])
        for name, build in (("is_empty", qdrant.IsEmptyCondition), ("is_null", qdrant.IsNullCondition)):
            if name in value:
                key = fields(fields(value, (name,), "a condition")[name], ("key",), name)["key"]
                self.need(key, ())
                return build(key)
        return self.filter(value)

    def field(self, value):
        given = fields(value, ("key", "match", "range"), "a condition on a key")
        if len(given) != 2:
            raise Refusal(400, "Bad request: a condition on a key has one of `match` and `range`")
        key = given["key"]
        if "match" in given:
            return qdrant.FieldCondition(key, match=self.match(key, given["match"]))
        return qdrant.FieldCondition(key, range=self.range(key, given["range"]))

    def match(self, key, value):
        given = fields(value, MATCHES, "a match")
        if len(given) != 1:
            raise Refusal(400, "Format error in JSON body: a match has one field")
        [(name, operand)] = given.items()
        self.largest = max(self.largest, len(listed(operand)))
        if any(isinstance(each, bool) for each in listed(operand)):
            raise Refusal(400, "Bad request: the engine in process takes booleans for numbers")
        capabilities = ("keyword prefix",) if name == "prefix" else capabilities_for(listed(operand))
        self.need(key, capabilities)
        return MATCHES[name](operand)

    def range(self, key, value):
        given = fields(value, BOUNDS, "a range")
        if any(isinstance(bound, str) for bound in given.values()):
            self.need(key, ("datetime range",))
            return qdrant.RangeDateTime(**given)
        self.need(key, ("integer range", "float range"))
        return qdrant.RangeFloat(**given)

    def need(self, key, capabilities):
        self.conditions += 1
        self.needs.append((key, capabilities))


def capabilities_for(operands):
    """What an index must offer to look these up, by the type of the JSON that is asked for."""
    if any(isinstance(operand, int) for operand in operands):
        return ("integer lookup",)
    return ("keyword", "uuid")

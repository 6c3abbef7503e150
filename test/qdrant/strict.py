"""
Qdrant's strict mode, which the engine in process has none of: the part of it that can be held without reading what a filter means.
It bounds counts and limits, and refuses a filter that names a key without an index of a type that serves the clause.
"""

from filters import Refusal, listed
from values import capabilities

HELP = "Help: Create an index for this key or use a different filter."


def hold_filters(config, reader, indexes, change):
    """Refuses what the filters of a request, as the reader noted them, do against the configuration."""
    if not (config or {}).get("enabled"):
        return
    bound(config, "filter_max_conditions", reader.conditions)
    bound(config, "condition_max_size", reader.largest)
    allowed = config.get("unindexed_filtering_update" if change else "unindexed_filtering_retrieve")
    if allowed is not False:
        return
    for key, wanted in reader.needs:
        kind, schema = indexes.get(key, (None, {}))
        serves = kind is not None and (not wanted or not capabilities(kind, schema).isdisjoint(wanted))
        if not serves:
            types = ", ".join(wanted)
            raise Refusal(400, f'Bad request: Index required but not found for "{key}" of one of the following types: [{types}]. {HELP}')


def hold_limits(config, body):
    """Refuses limits and ways of searching that the configuration does not allow, in a query and in what it prefetches."""
    if not (config or {}).get("enabled"):
        return
    bound(config, "max_query_limit", body.get("limit", 10))
    search = body.get("params") or {}
    bound(config, "search_max_hnsw_ef", search.get("hnsw_ef") or 0)
    if search.get("exact") and config.get("search_allow_exact") is False:
        raise Refusal(400, "Forbidden: Exact search disabled!")
    for each in listed(body.get("prefetch") or []):
        hold_limits(config, each)


def hold_batch(config, count):
    if (config or {}).get("enabled"):
        bound(config, "upsert_max_batchsize", count)


def bound(config, name, value):
    most = config.get(name)
    if most is not None and isinstance(value, int) and value > most:
        raise Refusal(400, f"Bad request: Limit exceeded {value} > {most} for `{name}`. Help: Reduce it to or below {most}.")

"""
One collection over a shard of Qdrant's engine: a request's body goes in, and what Qdrant would answer comes out. Its lock is held by who
calls. What the collection was created with is kept as it was given, to be told again.
"""

import threading

import qdrant_edge as qdrant

import strict
import values
from filters import FilterReader, Refusal, fields

PARAMS = ("vectors", "sparse_vectors", "shard_number", "replication_factor", "write_consistency_factor", "on_disk_payload", "payload")
OPTIMIZERS = {"deleted_threshold": 0.2, "vacuum_min_vector_number": 1000, "default_segment_number": 0, "flush_interval_sec": 5}
CHANGES = ("hnsw_config", "optimizers_config", "wal_config", "quantization_config", "strict_mode_config", "metadata")
Update = qdrant.UpdateOperation


class Collection:
    def __init__(self, folder, body):
        self.given = fields(body, (*PARAMS, *CHANGES), "a collection")
        self.folder = str(folder)
        self.lock = threading.Lock()
        self.indexes = {}
        self.operations = 0
        self.shard = qdrant.EdgeShard.create(self.folder, values.config(self.given))

    @property
    def strict_mode(self):
        return self.given.get("strict_mode_config")

    def info(self):
        now = self.shard.info()
        schemas = now.payload_schema
        described = {
            key: {"data_type": kind, "params": schema, "points": schemas[key].points if key in schemas else 0}
            for key, (kind, schema) in self.indexes.items()
        }
        config = {
            "params": {name: self.given[name] for name in PARAMS if name in self.given},
            "hnsw_config": {**values.HNSW, **self.given.get("hnsw_config", {})},
            "optimizer_config": {**OPTIMIZERS, **self.given.get("optimizers_config", {})},
            "wal_config": {"wal_capacity_mb": 32, "wal_segments_ahead": 0},
            "quantization_config": self.given.get("quantization_config"),
        }
        for name in ("strict_mode_config", "metadata"):
            if name in self.given:
                config[name] = self.given[name]
        return {
            "status": "green",
            "optimizer_status": "ok",
            "indexed_vectors_count": now.indexed_vectors_count,
            "points_count": now.points_count,
            "segments_count": now.segments_count,
            "config": config,
            "payload_schema": described,
        }

    def change(self, body):
        """Takes over what a PATCH gives; a setting that is null goes."""
        for name, value in fields(body, CHANGES, "a change of a collection").items():
            merged = {**self.given.get(name, {}), **value}
            self.given[name] = {key: each for key, each in merged.items() if each is not None}
        if "hnsw_config" in body or "optimizers_config" in body:
            self.optimize()
        return True

    def optimize(self):
        """Builds the graphs, which the engine does when it is told to: what is put later is in none until the next time."""
        self.shard.close()
        self.shard = qdrant.EdgeShard.load(self.folder, values.config(self.given, graphs=True))
        self.shard.optimize()

    def create_index(self, body):
        given = fields(body, ("field_name", "field_schema"), "an index")
        kind, schema, params = values.index(given.get("field_schema"))
        self.shard.update(Update.create_field_index(given.get("field_name"), params))
        self.indexes[given["field_name"]] = (kind, schema)
        return self.done()

    def delete_index(self, key):
        self.shard.update(Update.delete_field_index(key))
        self.indexes.pop(key, None)
        return self.done()

    def done(self):
        self.operations += 1
        return {"operation_id": self.operations, "status": "completed"}

    def held(self, value, change=False):
        """A filter of the engine, after strict mode has let it pass."""
        reader = FilterReader()
        built = reader.filter(value)
        strict.hold_filters(self.strict_mode, reader, self.indexes, change)
        return built

    def update(self, name, body):
        self.shard.update(self.operation(name, body))
        return self.done()

    def operation(self, name, body):
        if name == "upsert":
            given = fields(body, ("points", "update_filter", "update_mode"), name)
            points = [values.point(each) for each in given.get("points", [])]
            strict.hold_batch(self.strict_mode, len(points))
            condition = self.held(given.get("update_filter"), change=True)
            return Update.upsert_points(points, condition, values.update_mode(given.get("update_mode", "upsert")))
        if name not in OPERATIONS:
            raise Refusal(400, f"Format error in JSON body: unknown operation `{name}`")
        known, by_points, by_filter = OPERATIONS[name]
        given = fields(body, ("points", "filter", *known), name)
        operands = [given.get(each) for each in known]
        if "points" in given:
            return by_points(given["points"], *operands)
        if "filter" in given:
            return by_filter(self.held(given["filter"], change=True), *operands)
        raise Refusal(400, "Bad request: either `points` or `filter` is needed")

    def batch(self, body):
        operations = [fields(each, each, "an operation") for each in fields(body, ("operations",), "a batch")["operations"]]
        return [self.update(name, each) for operation in operations for name, each in operation.items()]

    def query(self, body):
        reader = FilterReader()
        request = values.query(body, reader)
        strict.hold_filters(self.strict_mode, reader, self.indexes, change=False)
        strict.hold_limits(self.strict_mode, body)
        return {"points": [values.scored_json(each) for each in self.shard.query(request)]}

    def query_batch(self, body):
        return [self.query(each) for each in fields(body, ("searches",), "a batch").get("searches", [])]

    def scroll(self, body):
        given = fields(body, ("offset", "limit", "filter", "with_payload", "with_vector"), "a scroll")
        strict.hold_limits(self.strict_mode, given)
        request = qdrant.ScrollRequest(
            offset=given.get("offset"),
            limit=given.get("limit", 10),
            filter=self.held(given.get("filter")),
            with_payload=values.payload_selector(given.get("with_payload", True)),
            with_vector=given.get("with_vector", False),
        )
        records, following = self.shard.scroll(request)
        return {"points": [values.record_json(each) for each in records], "next_page_offset": values.id_json(following)}

    def count(self, body):
        given = fields(body, ("filter", "exact"), "a count")
        return {"count": self.shard.count(qdrant.CountRequest(exact=given.get("exact", True), filter=self.held(given.get("filter"))))}

    def retrieve(self, body):
        given = fields(body, ("ids", "with_payload", "with_vector"), "a retrieval")
        selected = values.payload_selector(given.get("with_payload", True))
        records = self.shard.retrieve(given.get("ids", []), selected, given.get("with_vector", False))
        return [values.record_json(each) for each in records]


OPERATIONS = {
    "delete": ((), Update.delete_points, Update.delete_points_by_filter),
    "set_payload": (("payload", "key"), Update.set_payload, Update.set_payload_by_filter),
    "overwrite_payload": (("payload", "key"), Update.overwrite_payload, Update.overwrite_payload_by_filter),
    "delete_payload": (("keys",), Update.delete_payload, Update.delete_payload_by_filter),
    "clear_payload": ((), Update.clear_payload, Update.clear_payload_by_filter),
}

"""
The other parts of requests as values of the engine, and what the engine answers as JSON: configurations, indexes, points, vectors and
queries. It is structure for structure, as filters are; a field that is not known is refused. Payloads pass through as they are.
"""

import qdrant_edge as qdrant

from filters import Refusal, fields, listed

DATATYPES = {
    "float32": qdrant.VectorStorageDatatype.Float32,
    "float16": qdrant.VectorStorageDatatype.Float16,
    "uint8": qdrant.VectorStorageDatatype.Uint8,
}
INDEXES = {
    "keyword": qdrant.KeywordIndexParams,
    "integer": qdrant.IntegerIndexParams,
    "float": qdrant.FloatIndexParams,
    "bool": qdrant.BoolIndexParams,
    "datetime": qdrant.DatetimeIndexParams,
    "uuid": qdrant.UuidIndexParams,
}
HNSW = {"m": 16, "ef_construct": 100, "full_scan_threshold": 10000, "max_indexing_threads": 0, "on_disk": False}
# Of its optimizers the engine in process takes those that say when a graph is built, and for how much.
OPTIMIZERS = ("indexing_threshold", "default_segment_number", "max_segment_size")
# Where parts are kept and how fast they are found makes no difference to what a small collection answers.
PLACEMENT = ("on_disk", "memory", "hnsw_config", "quantization_config")


def one_of(known, name, what):
    if name not in known:
        raise Refusal(400, f"Format error in JSON body: unknown {what} `{name}`")
    return known[name]


def config(body, graphs=False):
    """The configuration of a shard from what its collection was given; with what graphs are built by, where that is asked for."""
    dense = fields(body.get("vectors") or {}, body.get("vectors") or {}, "vectors")
    if "size" in dense:
        raise Refusal(400, "Bad request: vectors without a name are not served here")
    sparse = body.get("sparse_vectors") or {}
    return qdrant.EdgeConfig(
        vectors={name: dense_params(each) for name, each in dense.items()},
        sparse_vectors={name: sparse_params(each) for name, each in sparse.items()},
        hnsw_config=hnsw(body) if graphs else None,
        optimizers=optimizers(body) if graphs else None,
    )


def hnsw(body):
    given = fields({**HNSW, **body.get("hnsw_config", {})}, (*HNSW, "payload_m"), "hnsw_config")
    return qdrant.HnswIndexConfig(**given)


def optimizers(body):
    given = fields(body.get("optimizers_config", {}), OPTIMIZERS, "optimizers_config")
    return qdrant.EdgeOptimizersConfig(**given)


def dense_params(value):
    given = fields(value, ("size", "distance", "datatype", *PLACEMENT), "the parameters of a vector")
    distances = {name: getattr(qdrant.Distance, name) for name in ("Cosine", "Dot", "Euclid", "Manhattan")}
    distance = one_of(distances, given.get("distance"), "distance")
    return qdrant.EdgeVectorParams(given.get("size"), distance, datatype=datatype(given))


def sparse_params(value):
    given = fields(value, ("modifier", "index"), "the parameters of a sparse vector")
    index = fields(given.get("index", {}), ("full_scan_threshold", "datatype", *PLACEMENT), "index")
    modifiers = {"idf": qdrant.Modifier.Idf, "none": getattr(qdrant.Modifier, "None")}
    modifier = one_of(modifiers, given.get("modifier", "none"), "modifier")
    return qdrant.EdgeSparseVectorParams(modifier=modifier, datatype=datatype(index))


def datatype(given):
    return one_of(DATATYPES, given["datatype"], "datatype") if "datatype" in given else None


def index(schema):
    """The name of an index's type, its options as given, and the same for the engine."""
    schema = {"type": schema} if isinstance(schema, str) else schema
    kind = schema.get("type") if isinstance(schema, dict) else None
    build = one_of(INDEXES, kind, "type of index")
    options = {name: each for name, each in schema.items() if name not in ("type", "memory") and each is not None}
    return kind, schema, build(**options)


def capabilities(kind, schema):
    """What an index offers to the clauses of filters."""
    if kind == "keyword":
        return {"keyword", "keyword prefix"} if schema.get("prefix") else {"keyword"}
    if kind == "integer":
        return {f"integer {use}" for use in ("lookup", "range") if schema.get(use, True)}
    return {kind, f"{kind} range"}


def vector(value):
    """A vector of numbers, or a sparse one."""
    if isinstance(value, dict):
        given = fields(value, ("indices", "values"), "a sparse vector")
        return qdrant.SparseVector(given.get("indices"), given.get("values"))
    return value


def point(value):
    given = fields(value, ("id", "vector", "payload"), "a point")
    if not isinstance(given.get("vector"), dict):
        raise Refusal(400, "Bad request: a point has vectors by name here")
    vectors = {name: vector(each) for name, each in given["vector"].items()}
    return qdrant.Point(given.get("id"), vectors, given.get("payload"))


def update_mode(name):
    modes = qdrant.UpdateMode
    return one_of({"upsert": modes.Upsert, "insert_only": modes.InsertOnly, "update_only": modes.UpdateOnly}, name, "mode")


def payload_selector(value):
    if not isinstance(value, dict):
        return value
    given = fields(value, ("include", "exclude"), "with_payload")
    select = qdrant.PayloadSelector
    return select.Include(given["include"]) if "include" in given else select.Exclude(given.get("exclude", []))


def params(value, reader):
    if value is None:
        return None
    given = fields(value, ("hnsw_ef", "exact", "indexed_only", "idf"), "params")
    idf = given.pop("idf", None)
    if isinstance(idf, dict):
        corpus = fields(idf, ("corpus",), "idf").get("corpus")
        given["idf"] = qdrant.IdfParams(corpus=reader.filter(corpus))
    elif idf not in (None, "global"):
        raise Refusal(400, f"Format error in JSON body: unknown population `{idf}`")
    return qdrant.SearchParams(**given)


RRF_K = 2  # Qdrant's own, where a request gives none.


def scoring(value, using):
    """How points are scored: by nearness to a vector, or by a fusion of what was prefetched."""
    if isinstance(value, dict) and "fusion" in value:
        fusion = fields(value, ("fusion",), "a query")["fusion"]
        return one_of({"rrf": qdrant.Fusion.Rrf(RRF_K), "dbsf": qdrant.Fusion.Dbsf()}, fusion, "fusion")
    if isinstance(value, dict) and "rrf" in value:
        rrf = fields(fields(value, ("rrf",), "a query")["rrf"], ("k", "weights"), "rrf")
        return qdrant.Fusion.Rrf(rrf.get("k", RRF_K), weights=rrf.get("weights"))
    if isinstance(value, dict) and "nearest" in value:
        value = fields(value, ("nearest",), "a query")["nearest"]
    if isinstance(value, list) or isinstance(value, dict):
        return qdrant.Query.Nearest(vector(value), using=using)
    if value is None:
        return None
    raise Refusal(400, "Bad request: a query by the id of a point is not served here")


COMMON = ("query", "using", "prefetch", "filter", "params", "score_threshold", "limit")


def prefetches(value, reader):
    return [prefetch(each, reader) for each in listed(value)] if value is not None else []


def prefetch(value, reader):
    given = fields(value, COMMON, "a prefetch")
    return qdrant.Prefetch(
        given.get("limit", 10),
        query=scoring(given.get("query"), given.get("using")),
        prefetches=prefetches(given.get("prefetch"), reader),
        params=params(given.get("params"), reader),
        filter=reader.filter(given.get("filter")),
        score_threshold=given.get("score_threshold"),
    )


def query(value, reader):
    given = fields(value, (*COMMON, "offset", "with_payload", "with_vector"), "a query")
    return qdrant.QueryRequest(
        given.get("limit", 10),
        offset=given.get("offset"),
        query=scoring(given.get("query"), given.get("using")),
        prefetches=prefetches(given.get("prefetch"), reader),
        params=params(given.get("params"), reader),
        filter=reader.filter(given.get("filter")),
        score_threshold=given.get("score_threshold"),
        with_payload=payload_selector(given.get("with_payload", False)),
        with_vector=given.get("with_vector", False),
    )


def id_json(value):
    """A number, or a UUID as text."""
    return value if value is None or isinstance(value, int) else str(value)


def record_json(record):
    return {"id": id_json(record.id), "payload": record.payload, **vector_json(record)}


def scored_json(scored):
    return {**record_json(scored), "version": scored.version, "score": scored.score}


def vector_json(record):
    if not isinstance(record.vector, dict):
        return {}
    return {"vector": {name: numbers_json(each) for name, each in record.vector.items()}}


def numbers_json(value):
    if isinstance(value, qdrant.SparseVector):
        return {"indices": list(value.indices), "values": list(value.values)}
    return list(value)

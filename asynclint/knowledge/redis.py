"""Redis: redis-py, its blocking and its asyncio clients."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library
from asynclint.knowledge.redis_clients import CLIENTS, HAZARDS

_COMMAND = "sends the command to the server and waits for the reply"
_BATCH = "fetches the next batch from the server"

_REDIS = "https://redis.readthedocs.io/en/stable/"

_REDIS_LOCAL = (
    "pipeline pubsub lock register_script monitor client close get_encoder get_retry set_retry"
    " get_connection_kwargs set_response_callback load_external_module json ft ts bf cf cms topk"
    " tdigest vset from_url from_pool get_cache"
)
_REDIS_SCANS = "scan_iter sscan_iter hscan_iter zscan_iter"
_REDIS_NODES = (
    "get_node get_nodes get_primaries get_replicas get_random_node get_default_node"
    " get_node_from_key get_redis_connection set_default_node keyslot determine_slot"
    " disconnect_connection_pools"
)
LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="redis",
        packages=("redis",),
        blocks=(
            Blocks(
                "redis.Redis.*",
                Kind.DATABASE,
                _COMMAND,
                twin="redis.asyncio.Redis",
                why=_REDIS + "commands.html",
            ),
            *methods(
                "redis.Redis",
                " ".join(f"{scan}.__iter__" for scan in _REDIS_SCANS.split()),
                Kind.DATABASE,
                _BATCH,
                twin="redis.asyncio.Redis.scan_iter",
                why=_REDIS + "commands.html",
            ),
            Blocks(
                "redis.RedisCluster",
                Kind.DATABASE,
                "asks the cluster for its nodes and slots",
                twin="redis.asyncio.RedisCluster",
                why=_REDIS + "clustering.html",
            ),
            Blocks(
                "redis.RedisCluster.*",
                Kind.DATABASE,
                _COMMAND,
                twin="redis.asyncio.RedisCluster",
                why=_REDIS + "clustering.html",
            ),
            *methods(
                "redis.Sentinel",
                "discover_master discover_slaves",
                Kind.DATABASE,
                "asks the sentinels in turn",
                twin="redis.asyncio.Sentinel.{}",
                why=_REDIS + "connections.html",
            ),
            *methods(
                "redis.client.Pipeline",
                "execute watch load_scripts immediate_execute_command",
                Kind.DATABASE,
                "sends the queued commands to the server and waits for the replies",
                twin="redis.asyncio.client.Pipeline.{}",
                why=_REDIS + "advanced_features.html#pipelines",
            ),
            Blocks(
                "redis.cluster.ClusterPipeline.execute",
                Kind.DATABASE,
                "sends the queued commands to the nodes and waits for the replies",
                twin="redis.asyncio.cluster.ClusterPipeline.execute",
                why=_REDIS + "clustering.html",
            ),
            *methods(
                "redis.client.PubSub",
                "subscribe psubscribe ssubscribe ping",
                Kind.DATABASE,
                "connects and sends the command to the server",
                twin="redis.asyncio.client.PubSub.{}",
                why=_REDIS + "advanced_features.html#publish-subscribe",
            ),
            Blocks(
                "redis.client.PubSub.get_message",
                Kind.WAIT,
                "waits for a message until the timeout",
                twin="redis.asyncio.client.PubSub.get_message",
                unless=(Unless("timeout", 1, (0,), by_default=True),),
                why=_REDIS + "advanced_features.html#publish-subscribe",
            ),
            Blocks(
                "redis.client.PubSub.listen.__iter__",
                Kind.WAIT,
                "waits for the next message",
                twin="redis.asyncio.client.PubSub.listen",
                why=_REDIS + "advanced_features.html#publish-subscribe",
            ),
            *methods(
                "redis.lock.Lock",
                "acquire __enter__",
                Kind.DATABASE,
                "asks the server for the lock, again and again until it is free",
                twin="redis.asyncio.lock.Lock.acquire",
                why=_REDIS + "lock.html",
            ),
            *methods(
                "redis.lock.Lock",
                "release extend reacquire locked owned",
                Kind.DATABASE,
                _COMMAND,
                twin="redis.asyncio.lock.Lock.{}",
                why=_REDIS + "lock.html",
            ),
        ),
        aliases={
            "redis.client.Redis": "redis.Redis",
            "redis.StrictRedis": "redis.Redis",
            "redis.client.StrictRedis": "redis.Redis",
            "redis.utils.from_url": "redis.from_url",
            "redis.cluster.RedisCluster": "redis.RedisCluster",
            "redis.sentinel.Sentinel": "redis.Sentinel",
            "redis.asyncio.client.Redis": "redis.asyncio.Redis",
            "redis.asyncio.StrictRedis": "redis.asyncio.Redis",
            "redis.asyncio.cluster.RedisCluster": "redis.asyncio.RedisCluster",
            "redis.asyncio.sentinel.Sentinel": "redis.asyncio.Sentinel",
            "redis.asyncio.utils.from_url": "redis.asyncio.from_url",
            "redis.asyncio.client.StrictRedis": "redis.asyncio.Redis",
        },
        returns={
            "redis.from_url": "redis.Redis",
            **returning("redis.Redis", "redis.Redis", "from_url from_pool client"),
            "redis.Redis.pipeline": "redis.client.Pipeline",
            "redis.Redis.pubsub": "redis.client.PubSub",
            "redis.Redis.lock": "redis.lock.Lock",
            **{f"redis.Redis.{scan}": f"redis.Redis.{scan}" for scan in _REDIS_SCANS.split()},
            "redis.client.Pipeline.*": "Self",
            "redis.client.PubSub.listen": "redis.client.PubSub.listen",
            **returning("redis.Redis", "redis.Sentinel", "master_for slave_for"),
            "redis.RedisCluster.from_url": "redis.RedisCluster",
            "redis.RedisCluster.pipeline": "redis.cluster.ClusterPipeline",
            "redis.RedisCluster.pubsub": "redis.client.PubSub",
            "redis.RedisCluster.lock": "redis.lock.Lock",
            "redis.cluster.ClusterPipeline.*": "Self",
            **returning("list", "redis", "client.Pipeline.execute cluster.ClusterPipeline.execute"),
            "redis.asyncio.from_url": "redis.asyncio.Redis",
            **returning("redis.asyncio.Redis", "redis.asyncio.Redis", "from_url from_pool client"),
            "redis.asyncio.Redis.initialize": "redis.asyncio.Redis",
            "redis.asyncio.RedisCluster.initialize": "redis.asyncio.RedisCluster",
            "redis.asyncio.Redis.pipeline": "redis.asyncio.client.Pipeline",
            "redis.asyncio.Redis.pubsub": "redis.asyncio.client.PubSub",
            "redis.asyncio.Redis.lock": "redis.asyncio.lock.Lock",
            **returning("redis.asyncio.Redis", "redis.asyncio.Sentinel", "master_for slave_for"),
            "redis.asyncio.client.Pipeline.*": "Self",
            "redis.asyncio.client.Pipeline.execute": "list",
            "redis.asyncio.RedisCluster.from_url": "redis.asyncio.RedisCluster",
            "redis.asyncio.RedisCluster.pipeline": "redis.asyncio.cluster.ClusterPipeline",
            "redis.asyncio.RedisCluster.lock": "redis.asyncio.lock.Lock",
            "redis.asyncio.cluster.ClusterPipeline.*": "Self",
            "redis.asyncio.cluster.ClusterPipeline.execute": "list",
        },
        safe=(
            *names("redis.Redis", f"{_REDIS_LOCAL} {_REDIS_SCANS}"),
            *names("redis.RedisCluster", "pipeline pubsub lock register_script monitor close"),
            *names("redis.RedisCluster", f"{_REDIS_NODES} {_REDIS_SCANS}"),
            *names("redis.RedisCluster", "get_encoder get_connection_kwargs set_retry"),
            *names("redis.RedisCluster", "set_response_callback load_external_module"),
            *names("redis.RedisCluster", "json ft ts bf cf cms topk tdigest vset"),
        ),
        calls={"redis.Redis.transaction": 0},
        asynchronous=(
            *names("redis.asyncio", "Redis RedisCluster Sentinel lock.Lock"),
            *names("redis.asyncio", "client.Pipeline client.PubSub cluster.ClusterPipeline"),
        ),
        clients=CLIENTS,
        hazards=HAZARDS,
    ),
)

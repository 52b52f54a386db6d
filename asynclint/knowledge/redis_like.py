"""What speaks Redis's protocol besides redis-py, and what is made of redis-py."""

from __future__ import annotations

from asynclint.knowledge.entry import Client, Hazard, Trigger, names, returning
from asynclint.knowledge.library import Library
from asynclint.knowledge.redis_clients import (
    ABANDONED,
    CLUSTER_LOCAL,
    HANDED_OUT,
    LEAKED,
    LISTENS,
    LOCAL,
    POLLS,
    SENTINEL,
    STAYS_TAKEN,
    TAKES,
    WRITES,
)

_VALKEY = "https://valkey-py.readthedocs.io/en/latest/"
_VALKEY_SOURCE = "https://github.com/valkey-io/valkey-py/blob/main/valkey/"
_AIOREDIS = "https://github.com/aio-libs-abandoned/aioredis-py/"
_COREDIS = "https://coredis.readthedocs.io/en/stable/"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="valkey",
        packages=("valkey",),
        aliases={
            "valkey.asyncio.Redis": "valkey.asyncio.Valkey",
            "valkey.asyncio.RedisCluster": "valkey.asyncio.ValkeyCluster",
            "valkey.asyncio.StrictRedis": "valkey.asyncio.Valkey",
            "valkey.asyncio.StrictValkey": "valkey.asyncio.Valkey",
            "valkey.asyncio.client.StrictValkey": "valkey.asyncio.Valkey",
            "valkey.asyncio.client.Valkey": "valkey.asyncio.Valkey",
            "valkey.asyncio.cluster.ValkeyCluster": "valkey.asyncio.ValkeyCluster",
            "valkey.asyncio.sentinel.Sentinel": "valkey.asyncio.Sentinel",
            "valkey.asyncio.utils.from_url": "valkey.asyncio.from_url",
            "valkey.sentinel.Sentinel": "valkey.Sentinel",
        },
        returns={
            "valkey.asyncio.from_url": "valkey.asyncio.Valkey",
            **returning("valkey.asyncio.Valkey", "valkey.asyncio.Valkey", "from_url from_pool"),
            **returning("valkey.asyncio.Valkey", "valkey.asyncio.Valkey", "client"),
            **returning("valkey.asyncio.Valkey", "valkey.asyncio.Sentinel", "master_for slave_for"),
            "valkey.asyncio.Valkey.pipeline": "valkey.asyncio.client.Pipeline",
            "valkey.asyncio.Valkey.pubsub": "valkey.asyncio.client.PubSub",
            "valkey.asyncio.Valkey.lock": "valkey.asyncio.lock.Lock",
            "valkey.asyncio.client.Pipeline.*": "Self",
            "valkey.asyncio.client.Pipeline.execute": "list",
            "valkey.asyncio.ValkeyCluster.from_url": "valkey.asyncio.ValkeyCluster",
            "valkey.asyncio.ValkeyCluster.pipeline": "valkey.asyncio.cluster.ClusterPipeline",
            "valkey.asyncio.ValkeyCluster.lock": "valkey.asyncio.lock.Lock",
            "valkey.asyncio.cluster.ClusterPipeline.*": "Self",
            "valkey.asyncio.cluster.ClusterPipeline.execute": "list",
        },
        asynchronous=(
            *names("valkey.asyncio", "Valkey ValkeyCluster Sentinel lock.Lock client.Pipeline"),
            *names("valkey.asyncio", "client.PubSub cluster.ClusterPipeline"),
        ),
        clients=(
            Client(
                "valkey.asyncio.Valkey",
                noun="Valkey client",
                pooled=True,
                local=LOCAL,
                writes=WRITES + " publish spublish transaction",
                takes=TAKES,
                polls=POLLS,
                keeps="xread",
                milliseconds="xread xreadgroup",
                releases="close aclose quit shutdown",
                why=_VALKEY + "connections.html",
            ),
            Client(
                "valkey.asyncio.ValkeyCluster",
                noun="Valkey Cluster client",
                pooled=True,
                local=CLUSTER_LOCAL,
                writes=WRITES,
                takes=TAKES,
                polls=POLLS,
                keeps="xread",
                milliseconds="xread xreadgroup",
                releases="close aclose quit shutdown",
                why=_VALKEY + "clustering.html",
            ),
            Client(
                "valkey.asyncio.client.Pipeline",
                noun="Valkey pipeline",
                sends="execute watch immediate_execute_command load_scripts",
                queued=WRITES + " publish",
                pooled=False,
                exclusive="mixes up the commands that they have queued",
                local="multi annotate_exception pipeline_execute_command",
                writes="execute",
                releases="reset aclose",
                why=_VALKEY + "advanced_features.html",
            ),
            Client(
                "valkey.asyncio.cluster.ClusterPipeline",
                noun="Valkey Cluster pipeline",
                sends="execute watch immediate_execute_command load_scripts",
                queued=WRITES + " publish",
                pooled=False,
                exclusive="mixes up the commands that they have queued",
                local="execute_command mset_nonatomic",
                writes="execute",
                why=_VALKEY + "clustering.html",
            ),
            Client(
                "valkey.asyncio.client.PubSub",
                noun="Valkey subscription",
                pooled=False,
                exclusive="raises RuntimeError",
                takes=LISTENS,
                polls="get_message",
                keeps="get_message listen run",
                alone="get_message listen run parse_response",
                releases="close aclose reset",
                why=_VALKEY + "advanced_features.html",
            ),
            Client(
                "valkey.asyncio.lock.Lock",
                noun="Valkey lock",
                pooled=True,
                local="register_scripts",
                takes={"acquire": (1, "blocking_timeout")},
                releases="release",
                why=_VALKEY + "lock.html",
            ),
            Client(
                "valkey.Sentinel",
                noun="Valkey Sentinel client",
                pooled=True,
                local="master_for slave_for",
                why=_VALKEY + "connections.html",
            ),
        ),
        hazards=(
            Hazard(
                Trigger.CANCEL_BATCH,
                ("valkey.asyncio.cluster.ClusterPipeline",),
                (">=6.0.0",),
                LEAKED,
                why=_VALKEY_SOURCE + "asyncio/cluster.py",
            ),
            Hazard(
                Trigger.CANCEL_TAKE,
                ("valkey.asyncio.Valkey", "valkey.asyncio.ValkeyCluster"),
                (">=6.0.0",),
                HANDED_OUT,
                why="https://valkey.io/commands/blpop/",
            ),
            Hazard(
                Trigger.CANCEL_TAKE,
                ("valkey.asyncio.lock.Lock",),
                (">=6.0.0",),
                STAYS_TAKEN,
                why=_VALKEY_SOURCE + "asyncio/lock.py",
            ),
            Hazard(
                Trigger.INTERRUPT,
                ("valkey.Sentinel",),
                (">=6.0.0",),
                SENTINEL,
                why=_VALKEY_SOURCE + "sentinel.py",
            ),
            Hazard(
                Trigger.LONG_TAKE,
                ("valkey.asyncio.Valkey", "valkey.asyncio.ValkeyCluster"),
                (">=6.1.0",),
                "the socket timeout, 5 seconds unless set, cuts it off",
                why=_VALKEY_SOURCE + "asyncio/client.py",
            ),
        ),
    ),
    Library(
        # 1.x keeps one reader a connection, which drops the replies that nobody waits for any more;
        # 2.x closes the connection when a command is cancelled.
        distribution="aioredis",
        packages=("aioredis",),
        aliases={
            "aioredis.StrictRedis": "aioredis.Redis",
            "aioredis.client.Redis": "aioredis.Redis",
            "aioredis.client.StrictRedis": "aioredis.Redis",
            "aioredis.commands.Redis": "aioredis.Redis",
            "aioredis.utils.from_url": "aioredis.from_url",
        },
        returns={
            **returning("aioredis.Redis", "aioredis", "from_url create_redis create_redis_pool"),
            **returning("aioredis.Redis", "aioredis.Redis", "from_url client"),
            "aioredis.Redis.pipeline": "aioredis.client.Pipeline",
            "aioredis.Redis.pubsub": "aioredis.client.PubSub",
            "aioredis.Redis.lock": "aioredis.lock.Lock",
            "aioredis.client.Pipeline.*": "Self",
            "aioredis.client.Pipeline.execute": "list",
        },
        asynchronous=names("aioredis", "Redis client.Pipeline client.PubSub lock.Lock"),
        clients=(
            Client(
                "aioredis.Redis",
                noun="Redis client",
                pooled=True,
                local="pipeline pubsub lock register_script monitor client from_url multi_exec",
                writes=(
                    "append decr decrby incr incrby incrbyfloat hincrby hincrbyfloat zincrby lpush"
                    " lpushx rpush rpushx linsert xadd publish lpop rpop spop zpopmax zpopmin"
                    " rpoplpush eval evalsha"
                ),
                takes={
                    **dict.fromkeys(("blpop", "brpop", "bzpopmax", "bzpopmin"), (1, "timeout")),
                    "brpoplpush": (2, "timeout"),
                    "xread": (2, "block"),
                    "xreadgroup": (4, "block"),
                },
                polls=POLLS,
                keeps="xread",
                milliseconds="xread xreadgroup",
                releases="close quit shutdown wait_closed",
                why=_AIOREDIS + "blob/v2.0.1/aioredis/client.py",
            ),
            Client(
                "aioredis.client.Pipeline",
                noun="Redis pipeline",
                sends="execute watch immediate_execute_command load_scripts",
                queued=WRITES + " publish",
                pooled=False,
                exclusive="mixes up the commands that they have queued",
                local="multi annotate_exception pipeline_execute_command",
                writes="execute",
                releases="reset",
                why=_AIOREDIS + "blob/v2.0.1/aioredis/client.py",
            ),
        ),
        hazards=(
            Hazard(
                Trigger.CANCEL_TAKE,
                ("aioredis.Redis",),
                ("<2",),
                ABANDONED,
                repaired="2.0.0",
                why=_AIOREDIS + "blob/v1.3.1/aioredis/connection.py",
            ),
            Hazard(
                Trigger.CANCEL_TAKE,
                ("aioredis.Redis",),
                (">=2.0.0",),
                HANDED_OUT,
                why=_AIOREDIS + "blob/v2.0.1/aioredis/connection.py",
            ),
        ),
    ),
    Library(
        distribution="coredis",
        packages=("coredis",),
        aliases={
            "coredis.client.Redis": "coredis.Redis",
            "coredis.client.RedisCluster": "coredis.RedisCluster",
        },
        returns={
            "coredis.Redis.from_url": "coredis.Redis",
            "coredis.RedisCluster.from_url": "coredis.RedisCluster",
        },
        asynchronous=names("coredis", "Redis RedisCluster"),
        clients=tuple(
            Client(
                f"coredis.{name}",
                noun=noun,
                pooled=True,
                local="from_url pipeline pubsub register_script",
                writes=WRITES,
                takes={
                    **dict.fromkeys(
                        ("blpop", "brpop", "bzpopmax", "bzpopmin", "blmpop", "bzmpop"),
                        (1, "timeout"),
                    ),
                    "brpoplpush": (2, "timeout"),
                    "blmove": (4, "timeout"),
                    "xread": (2, "block"),
                    "xreadgroup": (4, "block"),
                },
                polls=POLLS,
                keeps="xread",
                milliseconds="xread xreadgroup",
                why=_COREDIS + "api/clients.html",
            )
            for name, noun in (("Redis", "Redis client"), ("RedisCluster", "Redis Cluster client"))
        ),
    ),
    Library(
        distribution="arq",
        packages=("arq",),
        aliases={
            "arq.ArqRedis": "arq.connections.ArqRedis",
            "arq.create_pool": "arq.connections.create_pool",
        },
        bases={"arq.connections.ArqRedis": ("redis.asyncio.Redis",)},
        returns={"arq.connections.create_pool": "arq.connections.ArqRedis"},
        asynchronous=("arq.connections.ArqRedis",),
        shelves=("ctx[*]",),
    ),
    Library(
        distribution="aiocache",
        packages=("aiocache",),
        aliases={
            "aiocache.backends.redis.RedisCache": "aiocache.RedisCache",
            "aiocache.Cache.REDIS": "aiocache.RedisCache",
            "aiocache.factory.Cache": "aiocache.Cache",
        },
        clients=(
            Client(
                # Each call is an `asyncio.wait_for` around redis-py: 5 seconds, or its `timeout`.
                "aiocache.RedisCache",
                noun="Redis cache",
                pooled=True,
                local="parse_uri_path",
                writes="increment raw",
                releases="close",
                why="https://aiocache.aio-libs.org/en/latest/caches.html#rediscache",
                over="redis.asyncio.Redis",
                limit="aiocache's own timeout",
            ),
        ),
        provides={"aiocache.Cache": 0},
    ),
)

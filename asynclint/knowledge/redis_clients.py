"""redis-py's clients, the commands that Redis clients share, and the releases that misbehave.

Where the ranges come from: redis-py 4.4.0 stopped closing a connection when a command is cut off
by anything that is no `Exception`. 4.4.3 and 4.5.3 shielded pipelines and clusters, 4.4.4 and 4.5.4
all commands, and 4.5.5 closes connections again. The rows have been seen to happen with these
releases, most of them with a proxy that delays the server's replies.
"""

from __future__ import annotations

from asynclint.knowledge.entry import Client, Hazard, Trigger

_REDIS = "https://redis.readthedocs.io/en/stable/"
_ISSUES = "https://github.com/redis/redis-py/"

_MODULES = "json ft ts bf cf cms topk tdigest"
LOCAL = (
    "pipeline pubsub lock register_script monitor client get_encoder get_connection_kwargs"
    " set_response_callback load_external_module from_url " + _MODULES
)
CLUSTER_LOCAL = (
    "pipeline lock register_script get_encoder get_connection_kwargs set_response_callback keyslot"
    " get_node get_nodes get_primaries get_replicas get_random_node get_default_node"
    " get_node_from_key set_default_node from_url " + _MODULES
)

# What differs when it is done twice. `lpop` and its like take an item without waiting for one.
WRITES = (
    "append decr decrby incr incrby incrbyfloat hincrby hincrbyfloat zincrby lpush lpushx rpush"
    " rpushx linsert xadd lpop rpop spop lmpop zpopmax zpopmin zmpop lmove"
    " rpoplpush getdel eval evalsha fcall"
)

TAKES = {
    **dict.fromkeys(("blpop", "brpop", "bzpopmax", "bzpopmin"), (1, "timeout")),
    **dict.fromkeys(("blmove", "brpoplpush"), (2, "timeout")),
    **dict.fromkeys(("blmpop", "bzmpop"), (0, "timeout")),
    "xread": (2, "block"),  # milliseconds
    "xreadgroup": (4, "block"),
}
POLLS = "xread xreadgroup"

LISTENS: dict[str, tuple[int | None, str]] = {
    "get_message": (1, "timeout"),
    "listen": (None, ""),
    "run": (None, ""),
}

ABANDONED = "the abandoned command takes the next item that arrives"
HANDED_OUT = "an item that the server has already handed out is lost"
_WRONG_REPLY = "the next caller reads its reply"
_REUSED = "its connection is reused too early: later commands raise"
LEAKED = "its connections are never given back, until none are left"
STAYS_TAKEN = "the lock may stay taken with nobody to release it"
SENTINEL = "another client reads its reply"
_CUT_OFF = "the default timeout of 5 seconds cuts it off"

CLIENTS: tuple[Client, ...] = (
    Client(
        "redis.asyncio.Redis",
        noun="Redis client",
        pooled=True,
        local=LOCAL + " from_pool get_retry set_retry",
        writes=WRITES + " publish spublish transaction",
        takes=TAKES,
        polls=POLLS,
        keeps="xread",
        milliseconds="xread xreadgroup",
        releases="close aclose quit shutdown",
        why=_REDIS + "connections.html#async-client",
    ),
    Client(
        "redis.asyncio.RedisCluster",
        noun="Redis Cluster client",
        pooled=True,
        local=CLUSTER_LOCAL,
        writes=WRITES,
        takes=TAKES,
        polls=POLLS,
        keeps="xread",
        milliseconds="xread xreadgroup",
        releases="close aclose quit shutdown",
        why=_REDIS + "clustering.html",
    ),
    Client(
        "redis.asyncio.client.Pipeline",
        noun="Redis pipeline",
        sends="execute watch immediate_execute_command load_scripts",
        queued=WRITES + " publish",
        pooled=False,
        exclusive="mixes up the commands that they have queued",
        local="multi annotate_exception pipeline_execute_command",
        writes="execute",
        releases="reset aclose",
        why=_REDIS + "advanced_features.html#pipelines",
    ),
    Client(
        "redis.asyncio.cluster.ClusterPipeline",
        noun="Redis Cluster pipeline",
        sends="execute watch immediate_execute_command load_scripts",
        queued=WRITES + " publish",
        pooled=False,
        exclusive="mixes up the commands that they have queued",
        local="execute_command mset_nonatomic",
        writes="execute",
        releases="reset",
        why=_REDIS + "clustering.html",
    ),
    Client(
        "redis.asyncio.client.PubSub",
        noun="Redis subscription",
        pooled=False,
        exclusive="raises RuntimeError",
        takes=LISTENS,
        polls="get_message",
        keeps="get_message listen run",
        alone="get_message listen run parse_response",
        releases="close aclose reset",
        why=_REDIS + "advanced_features.html#publish-subscribe",
    ),
    Client(
        "redis.asyncio.lock.Lock",
        noun="Redis lock",
        pooled=True,
        local="register_scripts",
        takes={"acquire": (1, "blocking_timeout")},
        releases="release",
        why=_REDIS + "lock.html",
    ),
    Client(
        "redis.Redis",
        noun="Redis client",
        pooled=True,
        local=LOCAL + " from_pool get_retry set_retry",
        writes=WRITES + " publish spublish transaction",
        takes=TAKES,
        polls=POLLS,
        keeps="xread",
        milliseconds="xread xreadgroup",
        releases="close quit shutdown",
        why=_REDIS + "connections.html",
    ),
    Client(
        "redis.RedisCluster",
        noun="Redis Cluster client",
        pooled=True,
        local=CLUSTER_LOCAL,
        writes=WRITES,
        takes=TAKES,
        polls=POLLS,
        keeps="xread",
        milliseconds="xread xreadgroup",
        releases="close quit shutdown",
        why=_REDIS + "clustering.html",
    ),
    Client(
        "redis.client.Pipeline",
        noun="Redis pipeline",
        sends="execute watch immediate_execute_command load_scripts",
        queued=WRITES + " publish",
        pooled=False,
        exclusive="mixes up the commands that they have queued",
        local="multi annotate_exception pipeline_execute_command",
        writes="execute",
        releases="reset close",
        why=_REDIS + "advanced_features.html#pipelines",
    ),
    Client(
        "redis.client.PubSub",
        noun="Redis subscription",
        pooled=False,
        exclusive="takes each other's messages",
        local="handle_message",
        takes={"get_message": (1, "timeout"), "listen": (None, "")},
        polls="get_message",
        alone="get_message listen parse_response",
        releases="close reset",
        why=_REDIS + "advanced_features.html#publish-subscribe",
    ),
    Client(
        "redis.Sentinel",
        noun="Redis Sentinel client",
        pooled=True,
        local="master_for slave_for",
        why=_REDIS + "connections.html#sentinel-client",
    ),
)

HAZARDS: tuple[Hazard, ...] = (
    Hazard(
        Trigger.CANCEL,
        ("redis.asyncio.Redis", "redis.asyncio.client.Pipeline"),
        (">=4.4.0,<4.4.4", ">=4.5.0,<4.5.4"),
        _WRONG_REPLY,
        advisories=("CVE-2023-28858", "CVE-2023-28859"),
        repaired="4.5.5",
        why=_ISSUES + "issues/2665",
    ),
    Hazard(
        Trigger.CANCEL,
        ("redis.asyncio.RedisCluster",),
        (">=4.4.0,<4.4.3", ">=4.5.0,<4.5.3"),
        _WRONG_REPLY,
        advisories=("CVE-2023-28858",),
        repaired="4.5.5",
        why=_ISSUES + "pull/2641",
    ),
    Hazard(
        Trigger.CANCEL,
        ("redis.asyncio.Redis",),
        ("==4.4.4",),
        "later commands raise while its reply is still being read",
        repaired="4.5.5",
        why=_ISSUES + "issues/2722",
        made_with="single_connection_client",
    ),
    Hazard(
        Trigger.CANCEL_BATCH,
        ("redis.asyncio.client.Pipeline",),
        (">=4.4.0,<4.4.3", ">=4.5.0,<4.5.3"),
        "the next callers read its replies",
        advisories=("CVE-2023-28858",),
        repaired="4.5.5",
        why=_ISSUES + "issues/2624",
    ),
    Hazard(
        Trigger.CANCEL_BATCH,
        ("redis.asyncio.client.Pipeline",),
        ("==4.3.6", "==4.4.4", "==4.5.4"),
        _REUSED,
        repaired="4.5.5",
        why=_ISSUES + "issues/2722",
    ),
    Hazard(
        Trigger.CANCEL_BATCH,
        ("redis.asyncio.cluster.ClusterPipeline",),
        (">=4.3.0,<8.0.1",),
        LEAKED,
        repaired="8.0.1",
        why=_ISSUES + "pull/4111",
    ),
    Hazard(
        Trigger.CANCEL_TAKE,
        ("redis.asyncio.Redis",),
        (">=4.4.0,<4.5.5",),
        ABANDONED,
        repaired="4.5.5",
        why=_ISSUES + "pull/2695",
    ),
    Hazard(
        Trigger.CANCEL_TAKE,
        ("redis.asyncio.RedisCluster",),
        ("==4.3.6", ">=4.4.0,<4.5.5"),
        ABANDONED,
        repaired="4.5.5",
        why=_ISSUES + "pull/2695",
    ),
    Hazard(
        Trigger.CANCEL_TAKE,
        ("redis.asyncio.client.PubSub",),
        ("==4.4.4", "==4.5.4"),
        "the next message is lost",
        repaired="4.5.5",
        why=_ISSUES + "pull/2695",
    ),
    Hazard(
        Trigger.CANCEL_TAKE,
        ("redis.asyncio.Redis", "redis.asyncio.RedisCluster"),
        (">=4.2.0",),
        HANDED_OUT,
        why="https://redis.io/docs/latest/commands/blpop/#reliable-queues",
    ),
    Hazard(
        Trigger.CANCEL_TAKE,
        ("redis.asyncio.lock.Lock",),
        (">=4.2.0",),
        STAYS_TAKEN,
        why=_ISSUES + "blob/master/redis/asyncio/lock.py",
    ),
    Hazard(
        Trigger.INTERRUPT,
        ("redis.Redis", "redis.RedisCluster", "redis.client.Pipeline"),
        (">=4.4.0,<4.5.5",),
        _WRONG_REPLY,
        repaired="4.5.5",
        why=_ISSUES + "pull/2695",
    ),
    Hazard(
        Trigger.INTERRUPT,
        ("redis.Sentinel",),
        (">=4.4.0,<4.5.5", ">=4.6.0"),
        SENTINEL,
        why=_ISSUES + "pull/4292",
    ),
    Hazard(
        Trigger.LONG_TAKE,
        (
            *("redis.asyncio.Redis", "redis.asyncio.RedisCluster"),
            *("redis.Redis", "redis.RedisCluster"),
        ),
        (">=8.0.0",),
        _CUT_OFF,
        why=_ISSUES + "issues/4125",
    ),
)

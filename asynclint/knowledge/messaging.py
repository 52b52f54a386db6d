"""Message brokers and job queues: Kafka, RabbitMQ, RQ, Dramatiq."""

from __future__ import annotations

from asynclint.knowledge.entry import (
    Blocks,
    Client,
    Kind,
    Unless,
    asking,
    methods,
    names,
    returning,
)
from asynclint.knowledge.library import Library

_CONNECT = "connects and waits until the server has answered"
_COMMAND = "sends the command and waits for the server's answer"
_NEXT = "waits for the next message"
_FLUSH = "waits until every queued message has been delivered"

_KAFKA = "https://kafka-python.readthedocs.io/en/master/apidoc/"
_CONFLUENT = "https://docs.confluent.io/platform/current/clients/confluent-kafka-python/html/"
_PIKA = "https://pika.readthedocs.io/en/stable/modules/adapters/blocking.html"

_RQ = "https://python-rq.org/docs/"
_REDIS = "asks the Redis server and waits for the answer"

_TIMEOUT = (Unless("timeout", 0, (0,)),)
_CHANNEL = "pika.adapters.blocking_connection.BlockingChannel"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="kafka-python",
        packages=("kafka",),
        blocks=(
            *methods(
                "kafka",
                "KafkaProducer KafkaConsumer KafkaAdminClient",
                Kind.NETWORK,
                _CONNECT,
                twin="aiokafka",
                why=_KAFKA + "modules.html",
            ),
            *methods(
                "kafka.KafkaProducer",
                "flush close",
                Kind.WAIT,
                _FLUSH,
                twin="aiokafka.AIOKafkaProducer.stop",
                why=_KAFKA + "KafkaProducer.html",
            ),
            Blocks(
                "kafka.producer.future.FutureRecordMetadata.get",
                Kind.WAIT,
                "waits until the message has been delivered",
                twin="aiokafka.AIOKafkaProducer.send_and_wait",
                why=_KAFKA + "KafkaProducer.html",
            ),
            *methods(
                "kafka.KafkaConsumer",
                "__iter__ __next__",
                Kind.WAIT,
                _NEXT,
                twin="aiokafka.AIOKafkaConsumer",
                why=_KAFKA + "KafkaConsumer.html",
            ),
            Blocks(
                "kafka.KafkaConsumer.poll",
                Kind.WAIT,
                "waits for messages until the timeout",
                twin="aiokafka.AIOKafkaConsumer.getmany",
                unless=(Unless("timeout_ms", 0, (0,), by_default=True),),
                why=_KAFKA + "KafkaConsumer.html",
            ),
            *methods(
                "kafka.KafkaConsumer",
                "commit committed topics partitions_for_topic end_offsets beginning_offsets",
                Kind.NETWORK,
                _COMMAND,
                twin="aiokafka.AIOKafkaConsumer.{}",
                why=_KAFKA + "KafkaConsumer.html",
            ),
            *methods(
                "kafka.KafkaAdminClient",
                "create_topics delete_topics list_topics describe_topics",
                Kind.NETWORK,
                _COMMAND,
                twin="aiokafka.admin.AIOKafkaAdminClient.{}",
                why=_KAFKA + "KafkaAdminClient.html",
            ),
        ),
        aliases={
            "kafka.producer.KafkaProducer": "kafka.KafkaProducer",
            "kafka.consumer.KafkaConsumer": "kafka.KafkaConsumer",
            "kafka.admin.KafkaAdminClient": "kafka.KafkaAdminClient",
        },
        returns={"kafka.KafkaProducer.send": "kafka.producer.future.FutureRecordMetadata"},
    ),
    Library(
        distribution="aiokafka",
        packages=("aiokafka",),
        asynchronous=names("aiokafka", "AIOKafkaProducer AIOKafkaConsumer"),
        clients=(
            Client(
                "aiokafka.AIOKafkaProducer",
                noun="Kafka producer",
                pooled=True,
                local="create_batch transaction",
                writes="send_and_wait",
                releases="stop",
                why="https://aiokafka.readthedocs.io/en/stable/producer.html",
            ),
        ),
    ),
    Library(
        distribution="confluent-kafka",
        packages=("confluent_kafka",),
        blocks=(
            Blocks(
                "confluent_kafka.Producer.flush",
                Kind.WAIT,
                _FLUSH,
                unless=_TIMEOUT,
                why=_CONFLUENT,
            ),
            Blocks(
                "confluent_kafka.Producer.poll",
                Kind.WAIT,
                "waits for delivery reports",
                unless=_TIMEOUT,
                why=_CONFLUENT,
            ),
            Blocks(
                "confluent_kafka.Consumer.poll",
                Kind.WAIT,
                _NEXT,
                unless=_TIMEOUT,
                why=_CONFLUENT,
            ),
            Blocks(
                "confluent_kafka.Consumer.consume",
                Kind.WAIT,
                _NEXT,
                unless=(Unless("timeout", 1, (0,)),),
                why=_CONFLUENT,
            ),
            Blocks(
                "confluent_kafka.Consumer.commit",
                Kind.NETWORK,
                _COMMAND,
                unless=(Unless("asynchronous", None, (True,), strict=True, by_default=True),),
                why=_CONFLUENT,
            ),
            *methods(
                "confluent_kafka",
                "Producer.list_topics Consumer.list_topics Consumer.committed"
                " Consumer.get_watermark_offsets Producer.init_transactions"
                " Producer.commit_transaction Producer.abort_transaction",
                Kind.NETWORK,
                _COMMAND,
                why=_CONFLUENT,
            ),
        ),
    ),
    Library(
        distribution="pika",
        packages=("pika",),
        blocks=(
            Blocks(
                "pika.BlockingConnection",
                Kind.NETWORK,
                _CONNECT,
                twin="aio_pika.connect_robust",
                why=_PIKA,
            ),
            *methods(
                "pika.BlockingConnection",
                "channel close",
                Kind.NETWORK,
                _COMMAND,
                twin="aio_pika.abc.AbstractConnection.{}",
                why=_PIKA,
            ),
            Blocks(
                "pika.BlockingConnection.process_data_events",
                Kind.WAIT,
                "waits for the server until the time limit",
                unless=(Unless("time_limit", 0, (0,), by_default=True),),
                why=_PIKA,
            ),
            Blocks(
                "pika.BlockingConnection.sleep",
                Kind.SLEEP,
                "sleeps while it serves the connection",
                twin="asyncio.sleep",
                why=_PIKA,
            ),
            *methods(
                _CHANNEL,
                "queue_declare queue_bind queue_unbind queue_purge queue_delete exchange_declare"
                " exchange_bind exchange_delete basic_qos basic_get basic_publish basic_consume"
                " basic_cancel confirm_delivery tx_select tx_commit tx_rollback",
                Kind.NETWORK,
                _COMMAND,
                twin="aio_pika",
                why=_PIKA,
            ),
            *methods(
                _CHANNEL,
                "start_consuming consume.__iter__",
                Kind.WAIT,
                _NEXT,
                twin="aio_pika.abc.AbstractQueue.iterator",
                why=_PIKA,
            ),
        ),
        aliases={
            "pika.adapters.blocking_connection.BlockingConnection": "pika.BlockingConnection",
            "pika.adapters.BlockingConnection": "pika.BlockingConnection",
        },
        returns={
            "pika.BlockingConnection.channel": _CHANNEL,
            f"{_CHANNEL}.consume": f"{_CHANNEL}.consume",
            f"{_CHANNEL}.connection": "pika.BlockingConnection",
        },
    ),
    Library(
        distribution="rq",
        packages=("rq",),
        blocks=(
            *asking(
                "rq.Queue",
                "enqueue enqueue_call enqueue_at enqueue_in enqueue_many enqueue_job fetch_job"
                " get_jobs get_job_ids get_job_position empty delete is_empty remove all"
                " count.__get__ jobs.__get__ job_ids.__get__",
                _RQ,
                _REDIS,
            ),
            *asking("rq.decorators.job", "delay enqueue", _RQ + "#the-job-decorator", _REDIS),
            *asking(
                "rq",
                "cancel_job requeue_job job.Job.fetch job.Job.fetch_many job.Job.exists"
                " job.Job.refresh job.Job.save_meta job.Job.cancel job.Job.delete job.Job.requeue"
                " job.Job.get_position job.Job.results job.Job.latest_result job.Job.return_value"
                " job.Job.is_finished.__get__ job.Job.is_queued.__get__ job.Job.is_failed.__get__"
                " job.Job.is_started.__get__ job.Job.is_deferred.__get__"
                " job.Job.is_canceled.__get__ job.Job.is_scheduled.__get__",
                _RQ + "jobs/",
                _REDIS,
            ),
            *methods(
                "rq.job.Job",
                "get_status get_meta",
                Kind.NETWORK,
                _REDIS,
                unless=(Unless("refresh", 0, (False,), strict=True),),
                why=_RQ + "jobs/",
            ),
            Blocks(
                "rq.job.Job.save",
                Kind.NETWORK,
                _REDIS,
                unless=(Unless("pipeline", 0, ("redis.client.Pipeline",)),),
                why=_RQ + "jobs/",
            ),
            *asking(
                "rq.registry.BaseRegistry",
                "count.__get__ get_job_ids get_job_count requeue remove cleanup",
                _RQ + "job_registries/",
                _REDIS,
            ),
            Blocks(
                "rq.Worker.work",
                Kind.WAIT,
                "runs jobs until the worker is stopped",
                why=_RQ + "workers/",
            ),
        ),
        aliases={
            "rq.job.cancel_job": "rq.cancel_job",
            "rq.job.requeue_job": "rq.requeue_job",
            "rq.queue.Queue": "rq.Queue",
            "rq.worker.Worker": "rq.Worker",
        },
        bases={
            "rq.SimpleWorker": ("rq.Worker",),
            **dict.fromkeys(
                names(
                    "rq.registry",
                    "StartedJobRegistry FinishedJobRegistry FailedJobRegistry"
                    " DeferredJobRegistry ScheduledJobRegistry CanceledJobRegistry",
                ),
                ("rq.registry.BaseRegistry",),
            ),
        },
        returns={
            **returning("rq.job.Job", "rq.Queue", "enqueue enqueue_call enqueue_at enqueue_in"),
            **returning("list[rq.job.Job]", "rq.Queue", "get_jobs jobs enqueue_many"),
            "rq.decorators.job": "rq.decorators.job",  # is left with methods of its own
            **returning("rq.job.Job", "rq.decorators.job", "delay enqueue"),
            "rq.Queue.fetch_job": "rq.job.Job | None",
            "rq.job.Job.fetch": "rq.job.Job",
            "rq.requeue_job": "rq.job.Job",
            **{
                f"rq.Queue.{state}_job_registry": f"rq.registry.{state.title()}JobRegistry"
                for state in ("started", "finished", "failed", "deferred", "scheduled")
            },
        },
        transparent=("rq.decorators.job",),
    ),
    Library(
        distribution="dramatiq",
        packages=("dramatiq",),
        blocks=methods(
            "dramatiq.Actor",
            "send send_with_options",
            Kind.NETWORK,
            "publishes the message to the broker over the network",
            why="https://dramatiq.io/reference.html#dramatiq.Actor.send",
        ),
        aliases={"dramatiq.actor.Actor": "dramatiq.Actor"},
        returns={"dramatiq.actor": "dramatiq.Actor"},
        transparent=("dramatiq.actor",),
    ),
)

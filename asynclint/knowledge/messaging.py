"""Message brokers and job queues: Kafka, RabbitMQ, RQ, Dramatiq."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Client, Kind, Unless, methods, names
from asynclint.knowledge.library import Library

_CONNECT = "connects and waits until the server has answered"
_COMMAND = "sends the command and waits for the server's answer"
_NEXT = "waits for the next message"
_FLUSH = "waits until every queued message has been delivered"

_KAFKA = "https://kafka-python.readthedocs.io/en/master/apidoc/"
_CONFLUENT = "https://docs.confluent.io/platform/current/clients/confluent-kafka-python/html/"
_PIKA = "https://pika.readthedocs.io/en/stable/modules/adapters/blocking.html"

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
        blocks=methods(
            "rq.Queue",
            "enqueue enqueue_call enqueue_at enqueue_in enqueue_many fetch_job",
            Kind.NETWORK,
            "asks the Redis server and waits for the answer",
            why="https://python-rq.org/docs/",
        ),
        aliases={"rq.queue.Queue": "rq.Queue"},
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

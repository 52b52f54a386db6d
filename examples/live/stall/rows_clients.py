"""Clients of databases, brokers and other servers."""

import ldap3
import paramiko
import pika
import psycopg
import psycopg2
import pymongo
import pymysql
import redis
import sqlalchemy
import zmq

from world import SILENT


async def redis_get():
    client = redis.Redis(port=SILENT, retry=None)
    client.get("key")


async def redis_set():
    client = redis.Redis(port=SILENT, retry=None)
    client.set("key", 1)


async def redis_blpop():
    client = redis.Redis(port=SILENT, retry=None)
    client.blpop("key", 1)


async def redis_pipeline():
    pipe = redis.Redis(port=SILENT, retry=None).pipeline()
    pipe.get("key")
    pipe.execute()


async def redis_subscribe():
    subscription = redis.Redis(port=SILENT, retry=None).pubsub()
    subscription.subscribe("x")


async def redis_lock():
    lock = redis.Redis(port=SILENT, retry=None).lock("x")
    lock.acquire()


async def redis_scan():
    list(redis.Redis(port=SILENT, retry=None).scan_iter())


async def redis_cluster():
    redis.RedisCluster(host="127.0.0.1", port=SILENT)


async def pymysql_connect():
    pymysql.connect(host="127.0.0.1", port=SILENT, user="u")


async def psycopg_connect():
    psycopg.connect(f"postgresql://u@127.0.0.1:{SILENT}/d?sslmode=disable")


async def psycopg2_connect():
    psycopg2.connect(f"postgresql://u@127.0.0.1:{SILENT}/d?sslmode=disable")


async def pymongo_find_one():
    client = pymongo.MongoClient("127.0.0.1", SILENT, serverSelectionTimeoutMS=400)
    client.d.c.find_one()


async def pymongo_insert_one():
    client = pymongo.MongoClient("127.0.0.1", SILENT, serverSelectionTimeoutMS=400)
    client.d.c.insert_one({})


async def pymongo_server_info():
    client = pymongo.MongoClient("127.0.0.1", SILENT, serverSelectionTimeoutMS=400)
    client.server_info()


async def sqlalchemy_connect():
    engine = sqlalchemy.create_engine(f"mysql+pymysql://u@127.0.0.1:{SILENT}/d")
    engine.connect()


async def pika_connect():
    pika.BlockingConnection(pika.ConnectionParameters("127.0.0.1", SILENT))


async def paramiko_connect():
    client = paramiko.SSHClient()
    client.connect("127.0.0.1", SILENT, username="u", password="p")


async def zmq_recv():
    receiver = zmq.Context.instance().socket(zmq.PULL)
    receiver.setsockopt(zmq.RCVTIMEO, 400)
    receiver.recv()


async def zmq_poll():
    receiver = zmq.Context.instance().socket(zmq.PULL)
    receiver.poll(400)


async def ldap_bind():
    ldap3.Connection(ldap3.Server("127.0.0.1", SILENT, connect_timeout=1), receive_timeout=1).bind()

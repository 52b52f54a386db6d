"""Calls of the standard library that wait: for time, threads, processes and locks."""

import concurrent.futures
import multiprocessing
import os
import queue
import sched
import select
import selectors
import signal
import socket
import subprocess
import threading
import time

from world import SECONDS, connected, later

pool = concurrent.futures.ThreadPoolExecutor(8)
nap = ["sleep", str(SECONDS)]
NAP = f"sleep {SECONDS}"


def doze():
    time.sleep(SECONDS)


def dozing():
    thread = threading.Thread(target=doze)
    thread.start()
    return thread


def held(lock):
    lock.acquire()
    later(lock.release)
    return lock


async def time_sleep():
    time.sleep(SECONDS)


async def sched_run():
    scheduler = sched.scheduler()
    scheduler.enter(SECONDS, 1, print, kwargs={"end": ""})
    scheduler.run()


async def queue_get():
    jobs = queue.Queue()
    later(jobs.put, 1)
    jobs.get()


async def queue_join():
    jobs = queue.Queue()
    jobs.put(1)
    later(jobs.task_done)
    jobs.join()


async def queue_put():
    jobs = queue.Queue(1)
    jobs.put_nowait(1)
    later(jobs.get)
    jobs.put(2)


async def simple_queue_get():
    jobs = queue.SimpleQueue()
    later(jobs.put, 1)
    jobs.get()


async def event_wait():
    event = threading.Event()
    later(event.set)
    event.wait()


async def thread_join():
    thread = threading.Thread(target=time.sleep, args=(SECONDS,))
    thread.start()
    thread.join()


async def barrier_wait():
    barrier = threading.Barrier(2)
    later(barrier.wait)
    barrier.wait()


async def lock_acquire():
    lock = threading.Lock()
    held(lock)
    lock.acquire()


async def lock_with():
    lock = threading.Lock()
    held(lock)
    lock.__enter__()


async def semaphore_acquire():
    semaphore = threading.Semaphore(1)
    held(semaphore)
    semaphore.acquire()


async def condition_wait():
    condition = threading.Condition()
    condition.acquire()
    condition.wait(SECONDS)


async def condition_wait_for():
    condition = threading.Condition()
    condition.acquire()
    condition.wait_for(lambda: False, SECONDS)


async def future_result():
    pool.submit(doze).result()


async def future_exception():
    pool.submit(doze).exception()


async def futures_wait():
    concurrent.futures.wait([pool.submit(doze)])


async def futures_as_completed():
    list(concurrent.futures.as_completed([pool.submit(doze)]))


async def executor_exit():
    executor = concurrent.futures.ThreadPoolExecutor()
    executor.submit(doze)
    executor.__exit__(None, None, None)


async def executor_shutdown():
    executor = concurrent.futures.ThreadPoolExecutor()
    executor.submit(doze)
    executor.shutdown()


async def executor_map():
    executor = concurrent.futures.ThreadPoolExecutor()
    list(executor.map(time.sleep, [SECONDS]))


async def select_select():
    select.select([connected()], [], [], SECONDS)


async def poll_poll():
    poll = select.poll()
    client = connected()
    poll.register(client, select.POLLIN)
    poll.poll(SECONDS * 2000)


async def epoll_poll():
    epoll = select.epoll()
    epoll.poll(SECONDS)


async def selector_select():
    selector = selectors.DefaultSelector()
    selector.register(connected(), selectors.EVENT_READ)
    selector.select(SECONDS)


async def sigtimedwait():
    signal.sigtimedwait([signal.SIGUSR1], SECONDS)


async def subprocess_run():
    subprocess.run(nap)


async def subprocess_call():
    subprocess.call(nap)


async def subprocess_check_call():
    subprocess.check_call(nap)


async def subprocess_check_output():
    subprocess.check_output(nap)


async def subprocess_getoutput():
    subprocess.getoutput(NAP)


async def subprocess_getstatusoutput():
    subprocess.getstatusoutput(NAP)


async def popen_wait():
    process = subprocess.Popen(nap)
    process.wait()


async def popen_communicate():
    process = subprocess.Popen(nap, stdout=subprocess.PIPE)
    process.communicate()


async def popen_read():
    process = subprocess.Popen(nap, stdout=subprocess.PIPE)
    process.stdout.read()


async def popen_readline():
    process = subprocess.Popen(nap, stdout=subprocess.PIPE)
    process.stdout.readline()


async def os_system():
    os.system(NAP)


async def os_popen():
    os.popen(NAP).read()


async def os_waitpid():
    process = subprocess.Popen(nap)
    os.waitpid(process.pid, 0)


async def os_spawnvp():
    os.spawnvp(os.P_WAIT, "sleep", nap)


async def os_spawnlp():
    os.spawnlp(os.P_WAIT, "sleep", *nap)


async def connection_poll():
    ours, theirs = multiprocessing.Pipe()
    ours.poll(SECONDS)


async def connection_recv():
    ours, theirs = multiprocessing.Pipe()
    later(theirs.send, 1)
    ours.recv()


async def process_event_wait():
    event = multiprocessing.Event()
    later(event.set)
    event.wait()


async def process_queue_get():
    jobs = multiprocessing.Queue()
    later(jobs.put, 1)
    jobs.get()


async def process_lock_acquire():
    lock = multiprocessing.Lock()
    held(lock)
    lock.acquire()

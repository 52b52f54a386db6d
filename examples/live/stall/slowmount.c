/* A file system that takes its time: to be preloaded (LD_PRELOAD).
 *
 * Calls that look at a path below $SLOW_MOUNT take $SLOW_SECONDS longer, as they do on a network
 * mount whose server is busy. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void slow(const char *path) {
    const char *mount = getenv("SLOW_MOUNT"), *seconds = getenv("SLOW_SECONDS");
    if (!path || !mount || !seconds || strncmp(path, mount, strlen(mount)) != 0)
        return;
    double wait = atof(seconds);
    struct timespec left = {(time_t)wait, (long)((wait - (time_t)wait) * 1e9)};
    while (nanosleep(&left, &left) != 0)
        ;
}

#define REAL(type, name) ((type(*)())dlsym(RTLD_NEXT, #name))

/* All arguments of these calls are integers or pointers, which travel in the same registers. */
#define FIRST(type, name)                                                     \
    type name(const char *path, long a, long b, long c, long d) {             \
        slow(path);                                                           \
        return REAL(type, name)(path, a, b, c, d);                            \
    }
#define SECOND(type, name)                                                    \
    type name(long at, const char *path, long a, long b, long c) {            \
        slow(path);                                                           \
        return REAL(type, name)(at, path, a, b, c);                           \
    }
#define OPEN(name)                                                            \
    int name(const char *path, int flags, ...) {                              \
        va_list rest;                                                         \
        va_start(rest, flags);                                                \
        int mode = va_arg(rest, int);                                         \
        va_end(rest);                                                         \
        slow(path);                                                           \
        return REAL(int, name)(path, flags, mode);                            \
    }

OPEN(open)
OPEN(open64)
SECOND(int, openat)
SECOND(int, openat64)
FIRST(int, stat)
FIRST(int, stat64)
FIRST(int, lstat)
FIRST(int, lstat64)
SECOND(int, fstatat)
SECOND(int, fstatat64)
SECOND(int, statx)
FIRST(int, access)
SECOND(int, faccessat)
FIRST(int, mkdir)
SECOND(int, mkdirat)
FIRST(int, rmdir)
FIRST(int, unlink)
SECOND(int, unlinkat)
FIRST(int, rename)
SECOND(int, renameat)
FIRST(int, link)
SECOND(int, linkat)
SECOND(int, symlink)
FIRST(long, readlink)
SECOND(long, readlinkat)
FIRST(long, opendir)
FIRST(int, chdir)
FIRST(int, chmod)
SECOND(int, fchmodat)
FIRST(int, chown)
FIRST(int, lchown)
SECOND(int, fchownat)
FIRST(int, truncate64)
SECOND(int, utimensat)
FIRST(int, statvfs)
FIRST(int, statvfs64)
FIRST(long, pathconf)
FIRST(int, mkfifo)
FIRST(int, mknod)
FIRST(long, getxattr)
FIRST(long, listxattr)
FIRST(int, setxattr)
FIRST(int, removexattr)
FIRST(long, fopen)
FIRST(long, fopen64)

// What Swift's own module of the C library leaves out on Linux: extended attributes, and how glibc keeps memory.
#if __has_include(<sys/xattr.h>)
#include <sys/xattr.h>
#endif
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif

// What Swift's own module of the C library leaves out on Linux: extended attributes, how glibc keeps memory, and
// two files that change places.
#if __has_include(<sys/xattr.h>)
#include <sys/xattr.h>
#endif
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif

#include <sys/syscall.h>

// By itself: with its header, the types of files would come from this module.
long syscall(long number, ...);

// renameat2(2) with RENAME_EXCHANGE for paths, which older C libraries do not have.
static inline int sessionc_exchange(const char *left, const char *right) {
#ifdef SYS_renameat2
  const int here = -100; // AT_FDCWD
  return (int)syscall(SYS_renameat2, here, left, here, right, 2u);
#else
  return -1;
#endif
}

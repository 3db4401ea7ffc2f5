// Extended attributes, which Swift's own module of the C library leaves out on Linux.
#if __has_include(<sys/xattr.h>)
#include <sys/xattr.h>
#endif

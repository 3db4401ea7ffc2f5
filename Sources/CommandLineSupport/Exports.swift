// Whoever is a command line works with files, and has the C library's names with them.
@_exported public import FileAccess

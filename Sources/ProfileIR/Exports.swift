// Whoever reads a bound profile reads the facts of its fields as well.
@_exported public import SchemaTables

/// Which file something is, whatever it is called: links, other names and the letters' case do not count.
package struct FileIdentity: Hashable, Comparable, Sendable {
  private var device: UInt64
  private var number: UInt64

  /// Of a file that is there; links are followed.
  package init?(_ path: String) {
    var status = stat()
    guard unsafe path.withCString({ unsafe stat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }

  package static func < (left: FileIdentity, right: FileIdentity) -> Bool {
    left.number == right.number ? left.device < right.device : left.number < right.number
  }

  /// The number of its device, and its own there.
  package var numbers: (device: UInt64, number: UInt64) { (device, number) }

  package init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}

import CommandLineSupport

/// The folder that requests are written to: nothing is written outside it, wherever links inside lead.
///
/// The folder itself may be a link: whoever runs the command has named it. What is in it may have come
/// with a checkout, and a link among the requests would have any file of the user replaced, or shown
/// by `--check`.
struct OutputFolder {
  /// As it is written, without a slash at its end.
  let path: String
  /// With its links resolved; `nil` where it is not there yet, and so nothing in it either.
  private let real: String?
  /// Those that were looked at, since outputs come folder by folder.
  private var checked: Set<String> = []
  private var last: String?

  init(_ path: String) {
    self.path = path
    real = realPath(path)
  }

  /// - Parameter folder: the one that `file` is to stand in, in this one.
  /// - Throws: `CommandFailure` where a link leads out.
  mutating func check(_ file: String, in folder: String) throws(CommandFailure) {
    guard real != nil else { return }
    if folder != last, checked.insert(folder).inserted {
      var existing = folder
      var status = stat()
      // What is still to be made is no link.
      while existing != path, unsafe lstat(existing, &status) != 0 {
        existing = RealPath.folder(of: existing)
      }
      try checkPlace(existing)
    }
    last = folder
    var status = stat()
    guard unsafe file.withCString({ unsafe lstat($0, &status) }) == 0,
      status.st_mode & S_IFMT == S_IFLNK
    else { return }
    try checkPlace(file)
  }

  private func checkPlace(_ place: String) throws(CommandFailure) {
    guard let real, let target = realPath(place) else {
      throw CommandFailure("\(shown(place)): the link leads nowhere")
    }
    guard target == real || RealPath.relative(target, to: real) != nil else {
      throw CommandFailure(
        "\(shown(place)): the link leads out of \(shown(path)), so nothing is written there"
      )
    }
  }
}

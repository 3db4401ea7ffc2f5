import Foundation

/// Counts instructions with valgrind: the same to the digit on every run, whatever else the machine does.
struct Instructions {
  private let valgrind: String

  /// `nil` where valgrind is missing.
  init?() {
    guard let path = ChildProcess.find("valgrind") else { return nil }
    valgrind = path
  }

  /// The instructions of a run; `nil` where it fails.
  ///
  /// - Parameter failing: whether exit status 1, which tells of findings, is as good as 0.
  func count(_ program: String, _ arguments: [String], failing: Bool = false) -> Int? {
    let options = ["--tool=callgrind", "--callgrind-out-file=/dev/null", program]
    guard let result = ChildProcess.run(valgrind, options + arguments),
      result.status == 0 || failing && result.status == 1
    else {
      return nil
    }
    let line = result.error.split(separator: "\n").last { $0.contains("Collected : ") }
    return line?.split(separator: " ").last.flatMap { Int($0) }
  }
}

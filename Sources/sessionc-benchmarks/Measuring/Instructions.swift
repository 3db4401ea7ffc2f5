import Foundation

/// Counts instructions with valgrind: the same on every run, but for some hundreds, whatever else the machine does.
struct Instructions {
  private let command: [String]

  /// `nil` where valgrind is missing.
  init?() {
    guard let valgrind = ChildProcess.find("valgrind") else { return nil }
    // Sets and dictionaries in one order each time, and no threads that take turns.
    unsafe setenv("SWIFT_DETERMINISTIC_HASHING", "1", 1)
    let oneCore = ChildProcess.find("taskset", answering: ["-c", "0", valgrind, "--version"])
    command = (oneCore.map { [$0, "-c", "0"] } ?? []) + [valgrind]
  }

  /// The instructions of a run; `nil` where it fails.
  ///
  /// - Parameter failing: whether exit status 1, which tells of findings, is as good as 0.
  func count(_ program: String, _ arguments: [String], failing: Bool = false) -> Int? {
    let options = ["--tool=callgrind", "--callgrind-out-file=/dev/null", program]
    guard let result = ChildProcess.run(command[0], command.dropFirst() + options + arguments),
      result.status == 0 || failing && result.status == 1
    else {
      return nil
    }
    let line = result.error.split(separator: "\n").last { $0.contains("Collected : ") }
    return line?.split(separator: " ").last.flatMap { Int($0) }
  }
}

/// libyaml by itself: what no reader of YAML can be faster than. For benchmarks.
public enum EventScan {
  /// Runs through the events of a text and drops each; the number of them.
  ///
  /// - Returns: `nil` where libyaml stops before the end.
  public static func count(_ bytes: [UInt8]) -> Int? {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard var parser = unsafe EventParser(buffer) else { return nil }
      var count = 0
      do throws(ParseFailure) {
        while try parser.advance() != .streamEnd { count += 1 }
      } catch {
        return nil
      }
      return count + 1
    }
  }
}

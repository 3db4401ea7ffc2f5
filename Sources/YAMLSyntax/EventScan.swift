/// libyaml by itself, its reader included: what others that build on it cannot be faster than. For
/// benchmarks, and to hold against what is done in libyaml's place.
public enum EventScan {
  /// Runs through the events of a text and drops each; the number of them.
  ///
  /// - Returns: `nil` where libyaml stops before the end.
  public static func count(_ bytes: [UInt8]) -> Int? {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard var parser = unsafe EventParser(buffer, decodes: false) else { return nil }
      var count = 0
      do throws(ParseFailure) {
        while try parser.advance() != .streamEnd { count += 1 }
      } catch {
        return nil
      }
      return count + 1
    }
  }

  /// An event with all that is read of it.
  struct Record: Equatable {
    var kind: EventKind
    var start: Int
    var end: Int
    var text: [UInt8] = []
  }

  /// The events of a text, and why there are no more of them.
  static func records(of bytes: [UInt8], decodes: Bool) -> (events: [Record], end: ParseFailure?) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard var parser = unsafe EventParser(buffer, decodes: decodes) else { return ([], nil) }
      var records: [Record] = []
      do throws(ParseFailure) {
        while records.last?.kind != .streamEnd {
          let kind = try parser.advance()
          var record = Record(kind: kind, start: parser.startIndex, end: parser.endIndex)
          if kind == .scalar { record.text = unsafe parser.withScalar { unsafe Array($0) } }
          records.append(record)
        }
      } catch {
        return (records, error)
      }
      return (records, nil)
    }
  }
}

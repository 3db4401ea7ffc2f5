internal import CLibYAML

/// What kind of event the parser is at.
enum EventKind {
  case streamStart, streamEnd, documentStart, documentEnd
  case alias, scalar, sequenceStart, sequenceEnd, mappingStart, mappingEnd
}

/// Why libyaml stopped.
struct ParseFailure: Error, Equatable {
  enum Stage { case memory, reader, syntax }
  var stage: Stage
  /// libyaml's words, such as "did not find expected key".
  var problem: String
  /// Where it gave up: in Unicode scalars, or in bytes for `.reader`.
  var problemIndex: Int
  /// libyaml's words for the construct that it was in, and where that began, in scalars.
  var context: String?
  var contextIndex: Int?
}

/// The only owner of libyaml's state: one parser and its current event, both freed at the end.
///
/// Marks are libyaml's own: they count Unicode scalars, not bytes.
@safe struct EventParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private let decoded: DecodedInput?

  /// Starts on UTF-8 text that must stay valid while the parser lives. `nil` without memory.
  ///
  /// - Parameter decodes: whether text that needs none of libyaml's reader is given past it, which
  ///   makes no difference to the events.
  init?(_ input: UnsafeBufferPointer<UInt8>, decodes: Bool = true) {
    unsafe parser = .allocate(capacity: 1)
    unsafe event = .allocate(capacity: 1)
    unsafe event.initialize(to: yaml_event_t())
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      unsafe event.deallocate()
      return nil
    }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    unsafe decoded = decodes ? DecodedInput(input, for: parser) : nil
  }

  deinit {
    unsafe decoded?.remove(from: parser)
    unsafe yaml_event_delete(event)
    unsafe yaml_parser_delete(parser)
    unsafe event.deallocate()
    unsafe parser.deallocate()
  }

  /// Moves to the next event. After the end of the stream there is none.
  mutating func advance() throws(ParseFailure) -> EventKind {
    unsafe yaml_event_delete(event)
    guard unsafe yaml_parser_parse(parser, event) == 1 else { throw failure }
    switch unsafe event.pointee.type {
    case YAML_SCALAR_EVENT: return .scalar
    case YAML_MAPPING_START_EVENT: return .mappingStart
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    case YAML_SEQUENCE_START_EVENT: return .sequenceStart
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_ALIAS_EVENT: return .alias
    case YAML_STREAM_START_EVENT: return .streamStart
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    default: return .streamEnd
    }
  }

  var startIndex: Int { unsafe Int(event.pointee.start_mark.index) }
  var endIndex: Int { unsafe Int(event.pointee.end_mark.index) }

  /// Runs `body` on the text of the current scalar.
  func withScalar<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let scalar = unsafe event.pointee.data.scalar
    return unsafe body(UnsafeBufferPointer(start: scalar.value, count: scalar.length))
  }

  var scalarStyle: ScalarStyle {
    switch unsafe event.pointee.data.scalar.style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  /// Whether the current collection is written with brackets.
  func isFlow(_ kind: EventKind) -> Bool {
    kind == .mappingStart
      ? unsafe event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
      : unsafe event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
  }

  func hasProperties(_ kind: EventKind) -> Bool {
    switch kind {
    case .scalar:
      unsafe event.pointee.data.scalar.tag != nil || event.pointee.data.scalar.anchor != nil
    case .mappingStart:
      unsafe event.pointee.data.mapping_start.tag != nil
        || event.pointee.data.mapping_start.anchor != nil
    default:
      unsafe event.pointee.data.sequence_start.tag != nil
        || event.pointee.data.sequence_start.anchor != nil
    }
  }

  /// The anchor of the current node, or the name of the current alias.
  func anchor(_ kind: EventKind) -> String? {
    switch kind {
    case .alias: unsafe Self.text(event.pointee.data.alias.anchor)
    case .scalar: unsafe Self.text(event.pointee.data.scalar.anchor)
    case .mappingStart: unsafe Self.text(event.pointee.data.mapping_start.anchor)
    default: unsafe Self.text(event.pointee.data.sequence_start.anchor)
    }
  }

  /// The tag of the current node, with its handle resolved.
  func tag(_ kind: EventKind) -> String? {
    switch kind {
    case .scalar: unsafe Self.text(event.pointee.data.scalar.tag)
    case .mappingStart: unsafe Self.text(event.pointee.data.mapping_start.tag)
    default: unsafe Self.text(event.pointee.data.sequence_start.tag)
    }
  }

  private var failure: ParseFailure {
    let state = unsafe parser.pointee
    let problem = unsafe state.problem.map { unsafe String(cString: $0) } ?? "unknown problem"
    switch unsafe state.error {
    case YAML_MEMORY_ERROR:
      return ParseFailure(stage: .memory, problem: "out of memory", problemIndex: 0)
    case YAML_READER_ERROR:
      // libyaml leaves the mark of a reader error at 0:0; only the byte offset is right.
      return unsafe ParseFailure(
        stage: .reader,
        problem: problem,
        problemIndex: Int(state.problem_offset)
      )
    default:
      let context = unsafe state.context.map { unsafe String(cString: $0) }
      return unsafe ParseFailure(
        stage: .syntax,
        problem: problem,
        problemIndex: Int(state.problem_mark.index),
        context: context,
        contextIndex: context == nil ? nil : Int(state.context_mark.index)
      )
    }
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    guard let pointer = unsafe pointer else { return nil }
    return unsafe String(cString: pointer)
  }
}

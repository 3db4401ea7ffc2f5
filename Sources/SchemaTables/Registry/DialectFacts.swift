/// What `schemas/dialects.json` says of a dialect, as the build has prepared it.
///
/// All of it is static text and small numbers, so that a registry costs nothing at start-up.
public struct DialectFacts: Sendable {
  /// Dotted paths from the session to what rules ask for. Empty where the dialect has nothing of the kind.
  public struct Landmarks: Sendable {
    public var turnDetection: StaticString
    public var transcription: StaticString
    public var tools: StaticString
    public var modalities: StaticString
    /// What is about the audio that the session answers with: paths with a space between two.
    public var answerAudio: StaticString

    public init(
      turnDetection: StaticString = "",
      transcription: StaticString = "",
      tools: StaticString = "",
      modalities: StaticString = "",
      answerAudio: StaticString = ""
    ) {
      self.turnDetection = turnDetection
      self.transcription = transcription
      self.tools = tools
      self.modalities = modalities
      self.answerAudio = answerAudio
    }
  }

  /// The name in `$dialect`.
  public var name: StaticString
  /// What messages call it, before the word dialect.
  public var title: StaticString
  /// All documents of the dialect, as a `SchemaTable`.
  public var table: StaticString
  /// Its documents among those of all dialects, the bare session first.
  public var documents: Range<Int>
  /// The places of the first event and of the body among its own documents; `nil` for none.
  public var event: UInt8?
  public var body: UInt8?
  public var landmarks: Landmarks
  /// Values of the session's `type` that tell the dialect, with a space between two.
  public var kinds: StaticString
  /// Models that tell the dialect, with a space between two: names, or beginnings of names with a `*` behind;
  /// with a `!` in front, those that do not.
  public var models: StaticString
  /// Whether a model that only this dialect lists counts as a field of it.
  public var countsModels: Bool
  /// What to do with a session of a dialect that has nothing in common with this one; else empty.
  public var advice: StaticString

  public init(
    name: StaticString,
    title: StaticString,
    table: StaticString,
    documents: Range<Int>,
    event: UInt8?,
    body: UInt8?,
    landmarks: Landmarks,
    kinds: StaticString,
    models: StaticString,
    countsModels: Bool,
    advice: StaticString
  ) {
    self.name = name
    self.title = title
    self.table = table
    self.documents = documents
    self.event = event
    self.body = body
    self.landmarks = landmarks
    self.kinds = kinds
    self.models = models
    self.countsModels = countsModels
    self.advice = advice
  }
}

/// A document that a dialect is carried in.
public struct DocumentFacts: Sendable {
  public var form: DocumentKind.Form
  /// The `type` of an event; else empty.
  public var type: StaticString
  /// What the body of a request may have beside `session`, with a space between two.
  public var beside: StaticString
  /// The place of its target in `schemas/targets.json`: what it is compiled for where nothing names one.
  public var target: Int
  /// The kind of session, where only the document tells it; else empty.
  public var carries: StaticString
  /// What messages call such a session; else empty.
  public var title: StaticString

  public init(
    form: DocumentKind.Form,
    type: StaticString,
    beside: StaticString,
    target: Int,
    carries: StaticString,
    title: StaticString
  ) {
    self.form = form
    self.type = type
    self.beside = beside
    self.target = target
    self.carries = carries
    self.title = title
  }

  public var besideNames: StaticNames { StaticNames(beside, separator: " ") }
  /// Whether only the document tells the kind of session.
  public var isCarrier: Bool { carries.utf8CodeUnitCount > 0 }
}

/// What `schemas/targets.json` says of a target.
public struct TargetFacts: Sendable {
  /// The name in `$target`, and of `--target`.
  public var name: StaticString
  /// The place of its dialect in `schemas/dialects.json`.
  public var dialect: Int
  /// What the request has around the session.
  public var form: DocumentKind.Form
  /// Where it is posted to: a path below the base URL, without a slash in front. Empty for what travels over
  /// an open connection.
  public var posts: StaticString
  /// Other paths for sessions of kinds that only the document tells: `KIND PATH`, with a space between two.
  public var postsCarrying: StaticString
  /// Dotted paths of fields that its requests have no place for, with a space between two, and the reason.
  public var lacks: StaticString
  public var lacksWhy: StaticString
  /// Dotted paths of fields that some receivers refuse, with a space between two, and the reason.
  public var narrows: StaticString
  public var narrowsWhy: StaticString
  /// The day since which api.openai.com takes no such request, as `YYYY-MM-DD`; else empty.
  public var ended: StaticString

  public init(
    name: StaticString,
    dialect: Int,
    form: DocumentKind.Form,
    posts: StaticString,
    postsCarrying: StaticString,
    lacks: StaticString,
    lacksWhy: StaticString,
    narrows: StaticString,
    narrowsWhy: StaticString,
    ended: StaticString
  ) {
    self.name = name
    self.dialect = dialect
    self.form = form
    self.posts = posts
    self.postsCarrying = postsCarrying
    self.lacks = lacks
    self.lacksWhy = lacksWhy
    self.narrows = narrows
    self.narrowsWhy = narrowsWhy
    self.ended = ended
  }

  public var lackedFields: StaticNames { StaticNames(lacks, separator: " ") }
  public var narrowedFields: StaticNames { StaticNames(narrows, separator: " ") }
}

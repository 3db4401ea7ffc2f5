package import ProfileIR

/// The server that profiles are written for: what it adds to a dialect and takes from it, where its requests
/// go, and what its key is called.
///
/// By reference: it is handed on with each profile.
public final class Server: Sendable {
  /// The name in the configuration.
  public let name: String
  /// What findings call it.
  public let title: String
  /// Up to what stands before `/realtime`; `nil` where each has one of its own.
  public let baseURL: String?
  /// The name of the header that carries the key; `nil` for `Authorization`.
  public let authHeader: String?
  /// The environment variable that holds the key for `baseURL`; `nil` where that is not known.
  public let keyVariable: String?
  /// Whether it ships: an address in an overlay of a project may be a stranger's.
  public let isShipped: Bool
  /// The dialects that it speaks otherwise than documented.
  package let dialects: ServerDialects
  /// The bytes of its overlays, by which two servers of one name are told apart.
  package let overlays: [[UInt8]]

  /// api.openai.com. The flat dialect was switched off there on 2026-05-12.
  public static let openAI = Server(name: "openai", title: "OpenAI")
  /// Some server that speaks the dialect as documented, and has models and voices of its own.
  public static let compatible = Server(name: "compatible", title: "a compatible server")

  package init(
    name: String,
    title: String,
    baseURL: String? = nil,
    authHeader: String? = nil,
    keyVariable: String? = nil,
    isShipped: Bool = true,
    schemas: [Schema] = [],
    overlays: [[UInt8]] = []
  ) {
    self.name = name
    self.title = title
    self.baseURL = baseURL
    self.authHeader = authHeader
    self.keyVariable = keyVariable
    self.isShipped = isShipped
    self.dialects = ServerDialects(schemas)
    self.overlays = overlays
  }

  /// A dialect as a server has it; as documented, where that is none.
  package static func schema(of dialect: Dialect, at server: Server?) -> Schema {
    guard let server, !server.dialects.isEmpty else { return Schema.of(dialect) }
    return server.dialects.schema(of: dialect)
  }

  /// Whether it is api.openai.com itself.
  package var isOpenAI: Bool { self === Self.openAI }
  /// Whether nothing says that its address is another one than that of api.openai.com.
  public var hasStandardAddress: Bool { isOpenAI || self === Self.compatible }
  /// Whether models and voices have names that no document lists.
  package var hasOpenNames: Bool { !isOpenAI }
}

extension Server: Equatable {
  public static func == (left: Server, right: Server) -> Bool {
    left.name == right.name && left.overlays == right.overlays
  }
}

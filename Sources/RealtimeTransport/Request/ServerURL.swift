/// Something about a request that cannot be: a message for whoever asked for it.
package struct RequestProblem: Error, Equatable {
  /// It may hold any character of an argument: whoever prints it escapes it.
  package var message: String
  package init(_ message: String) { self.message = message }
}

/// The address of a server: `https`, or `http` where it stays on this machine.
package struct ServerURL: Sendable, Equatable {
  package var isSecure: Bool
  /// In lower case; an IPv6 address without its brackets.
  package var host: String
  /// `nil` for the scheme's own.
  package var port: Int?
  /// Without a slash at its end; empty for the root.
  package var path: String
  /// Without the question mark.
  package var query: String?

  /// Reads a base URL such as `https://api.openai.com/v1`.
  ///
  /// - Throws: `RequestProblem` for what is no such URL, for `http` to another machine, and for a URL
  ///   with a user name: a key or password does not belong into it.
  package init(_ text: String) throws(RequestProblem) {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), text.utf8.count <= 2048 else {
      throw RequestProblem("a URL has printable ASCII characters only, and at most 2,048")
    }
    guard let separator = text.firstRange(of: "://") else {
      throw RequestProblem("a base URL begins with https://, such as https://api.openai.com/v1")
    }
    let scheme = text[..<separator.lowerBound].lowercased()
    guard scheme == "https" || scheme == "http" else {
      throw RequestProblem("a base URL begins with https://, not with \(scheme)://")
    }
    isSecure = scheme == "https"
    var rest = text[separator.upperBound...]
    guard !rest.contains("#") else { throw RequestProblem("a base URL has no part after `#`") }
    if let mark = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    path = String(rest[slash...])
    while path.hasSuffix("/") { path.removeLast() }
    guard !path.split(separator: "/").contains("realtime") else {
      throw RequestProblem("a base URL ends before /realtime, usually with /v1")
    }
    (host, port) = try Self.authority(rest[..<slash])
    guard isSecure || isLoopback else {
      throw RequestProblem("http would show the key to everybody on the way: write https://")
    }
  }

  private static func authority(_ text: Substring) throws(RequestProblem) -> (String, Int?) {
    guard !text.contains("@") else {
      throw RequestProblem("a URL has no user name or password in it: the key is sent in a header")
    }
    var host = text
    var port: Substring?
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      host = text[text.index(after: text.startIndex)..<end]
      let behind = text[text.index(after: end)...]
      guard behind.isEmpty || behind.hasPrefix(":") else {
        throw RequestProblem("only a port can follow the `]`")
      }
      if !behind.isEmpty { port = behind.dropFirst() }
    } else if let colon = text.firstIndex(of: ":") {
      host = text[..<colon]
      port = text[text.index(after: colon)...]
    }
    let isAddress = text.hasPrefix("[")
    let isHost = host.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
      case UInt8(ascii: ":"): isAddress
      default: false
      }
    }
    guard !host.isEmpty, isHost else { throw RequestProblem("the URL has no valid host") }
    guard let port else { return (host.lowercased(), nil) }
    guard let number = Int(port), (1...65535).contains(number) else {
      throw RequestProblem("a port is a number from 1 to 65535")
    }
    return (host.lowercased(), number)
  }

  /// The address of a path below this one.
  package func appending(_ more: String) -> ServerURL {
    var url = self
    url.path += "/" + more
    return url
  }

  /// Whether the host is this machine: `localhost`, 127.0.0.0/8 or ::1. Names below `localhost` are not
  /// taken for it, since a resolver may send them elsewhere.
  package var isLoopback: Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { part in part.count <= 3 && UInt8(part) != nil }
  }

  package var effectivePort: Int { port ?? (isSecure ? 443 : 80) }

  /// The host with the port, where that is not the scheme's own; as messages name the server.
  package var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port.map { "\(name):\($0)" } ?? name
  }

  package var text: String {
    (isSecure ? "https://" : "http://") + authority + path + (query.map { "?" + $0 } ?? "")
  }
}

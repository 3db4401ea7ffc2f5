/// A proxy that HTTPS connections are tunnelled through (`CONNECT`).
package struct Proxy: Sendable, Equatable {
  package var host: String
  package var port: Int
  /// What stands before the `@`, percent-encoding resolved: a user name and a password.
  package var user: String?
  package var password: String?

  /// The proxy for a server, by `HTTPS_PROXY` (or `https_proxy`, `ALL_PROXY`, `all_proxy`) and
  /// `NO_PROXY`. A request to this machine over `http` never goes through one: the key would travel in
  /// the clear.
  ///
  /// - Throws: `RequestProblem` naming the variable, never its value, which may hold a password.
  package init?(for url: ServerURL, environment: (String) -> String?) throws(RequestProblem) {
    let names = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
    let values = names.map { (name: $0, text: environment($0)?.trimmed ?? "") }
    guard url.isSecure, let (name, text) = values.first(where: { !$0.text.isEmpty }) else {
      return nil
    }
    let exceptions = environment("no_proxy") ?? environment("NO_PROXY") ?? ""
    guard !Self.isExcepted(url, by: exceptions) else { return nil }
    do throws(RequestProblem) {
      try self.init(text)
    } catch {
      throw RequestProblem("\(name): \(error.message)")
    }
  }

  private init(_ text: String) throws(RequestProblem) {
    var rest = text[...]
    if let separator = rest.firstRange(of: "://") {
      guard rest[..<separator.lowerBound].lowercased() == "http" else {
        throw RequestProblem("only proxies that are spoken to over http:// work")
      }
      rest = rest[separator.upperBound...]
    }
    if let at = rest.lastIndex(of: "@") {
      let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      user = Self.decoded(parts[0])
      password = parts.count > 1 ? Self.decoded(parts[1]) : ""
      rest = rest[rest.index(after: at)...]
    }
    // A proxy is named like a server; the password is out of the text by now.
    guard let url = try? ServerURL("https://" + rest) else {
      throw RequestProblem("it is no address of a proxy, such as http://proxy.example:3128")
    }
    host = url.host
    port = url.port ?? 80
  }

  /// As messages name it.
  package var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(digits, radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: NO_PROXY

  /// Whether a server is in a list of exceptions: names with all their subdomains, addresses, networks
  /// such as `10.0.0.0/8`, each with or without a port, and names as `*.example`; `*` is every server.
  static func isExcepted(_ url: ServerURL, by list: String) -> Bool {
    list.split(whereSeparator: { $0 == "," || $0 == " " }).contains { entry in
      if entry == "*" { return true }
      var name = entry.lowercased()
      if let colon = name.lastIndex(of: ":"), name.firstIndex(of: ":") == colon,
        let port = Int(name[name.index(after: colon)...])
      {
        guard port == url.effectivePort else { return false }
        name = String(name[..<colon])
      }
      if name.contains("/") { return isInside(url.host, network: name) }
      while let first = name.first, "*.[".contains(first) { name.removeFirst() }
      while name.hasSuffix("]") { name.removeLast() }
      return !name.isEmpty && (url.host == name || url.host.hasSuffix("." + name))
    }
  }

  private static func isInside(_ host: String, network: String) -> Bool {
    let parts = network.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, let length = Int(parts[1]), let address = bytes(of: host),
      let base = bytes(of: String(parts[0])), address.count == base.count,
      (0...base.count * 8).contains(length)
    else { return false }
    return (0..<length).allSatisfy { bit in
      (address[bit / 8] ^ base[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
    }
  }

  /// The bytes of a numeric address, 4 or 16; `nil` for a name.
  private static func bytes(of address: String) -> [UInt8]? {
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      if unsafe inet_pton(family, address, &bytes) == 1 { return bytes }
    }
    return nil
  }
}

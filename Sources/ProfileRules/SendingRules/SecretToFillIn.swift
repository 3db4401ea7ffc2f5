package import ProfileIR
package import SourceDiagnostics

/// A request is to be written whose secret is only named.
package enum SecretToFillIn: Rule {
  package static let descriptor = RuleDescriptor(
    "SP603",
    "secret-to-fill-in",
    "a secret is filled in only when the request is sent"
  )

  package static let explanation = RuleExplanation(
    why: """
      `{$secret: NAME}` stands for the environment variable NAME. `sessionc send` reads it, sends its \
      value and shows it nowhere. A request in a file would hold the secret, or lack it: `compile` \
      writes neither.
      """,
    bad: """
      type: realtime
      tools:
        - type: mcp
          server_label: orders
          server_url: https://orders.example.com/mcp
          authorization: {$secret: ORDERS_TOKEN}  # sessionc compile
      """,
    good: """
      type: realtime
      tools:
        - type: mcp
          server_label: orders
          server_url: https://orders.example.com/mcp
          authorization: {$secret: ORDERS_TOKEN}  # sessionc send
      """,
    remedy: """
      Send the profile with `sessionc send`. For tooling of your own, `sessionc compile \
      --keep-secrets` writes the mapping as it stands. `--fix` changes nothing here.
      """,
    source: """
      sessionc
      """
  )

  /// A finding for each place.
  package static func findings(_ places: [IRID], in profile: BoundProfile) -> [Diagnostic] {
    places.map { place in
      profile.finding(
        descriptor,
        "only `sessionc send` fills in this secret, so `sessionc compile` writes no request",
        at: place,
        help: "use `sessionc send`, or keep `{$secret: …}` in the request with `--keep-secrets`"
      )
    }
  }
}

internal import NIOSSL

/// A certificate of its own authority, for tests alone. Both are valid until 2126, and have the same key.
///
/// They are written out, since making them takes a library that builds as long as the rest. How they were made:
///
///     openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -subj '/CN=sessionc test' \
///       -addext subjectAltName=DNS:localhost,DNS:api.example.test
public struct TestCertificate: Sendable {
  /// In PEM form: what a client must trust.
  public let pem: String

  /// Valid for `localhost` and `api.example.test`.
  public static let ours = TestCertificate(
    pem: """
      -----BEGIN CERTIFICATE-----
      MIIBrzCCAVWgAwIBAgIUDw64nowE9NB7Tx7tDzfq3ND7yUUwCgYIKoZIzj0EAwIw
      GDEWMBQGA1UEAwwNc2Vzc2lvbmMgdGVzdDAgFw0yNjExMjcyMTMyNDFaGA8yMTI2
      MTEwMzIxMzI0MVowGDEWMBQGA1UEAwwNc2Vzc2lvbmMgdGVzdDBZMBMGByqGSM49
      AgEGCCqGSM49AwEHA0IABG/8MD/Kve1QQ4kxmnEtRO1skLf++FK0VpmqYZftH8Ux
      Ln5GxC65GF7tGhQZfyDezLHsC8EA06sViRM0hPT2WL2jezB5MB0GA1UdDgQWBBRB
      jSG81cA+eq7qwP8KcLSVabMO9zAfBgNVHSMEGDAWgBRBjSG81cA+eq7qwP8KcLSV
      abMO9zAPBgNVHRMBAf8EBTADAQH/MCYGA1UdEQQfMB2CCWxvY2FsaG9zdIIQYXBp
      LmV4YW1wbGUudGVzdDAKBggqhkjOPQQDAgNIADBFAiAyUQoozQ7lotz3cab05znf
      t1F+bBUIFvNciYwB0Vvu+AIhAOnFVD+XCNEfwpzNbVUpGMXd9m0DB2VdNvsGLLlC
      p8/J
      -----END CERTIFICATE-----
      """
  )

  /// Valid for `elsewhere.example` alone.
  public static let elsewhere = TestCertificate(
    pem: """
      -----BEGIN CERTIFICATE-----
      MIIBpjCCAUugAwIBAgIUFkWh27urVQ/a4SUSkN4vXlIVG3gwCgYIKoZIzj0EAwIw
      GDEWMBQGA1UEAwwNc2Vzc2lvbmMgdGVzdDAgFw0yNjExMjcyMTMyNDFaGA8yMTI2
      MTEwMzIxMzI0MVowGDEWMBQGA1UEAwwNc2Vzc2lvbmMgdGVzdDBZMBMGByqGSM49
      AgEGCCqGSM49AwEHA0IABG/8MD/Kve1QQ4kxmnEtRO1skLf++FK0VpmqYZftH8Ux
      Ln5GxC65GF7tGhQZfyDezLHsC8EA06sViRM0hPT2WL2jcTBvMB0GA1UdDgQWBBRB
      jSG81cA+eq7qwP8KcLSVabMO9zAfBgNVHSMEGDAWgBRBjSG81cA+eq7qwP8KcLSV
      abMO9zAPBgNVHRMBAf8EBTADAQH/MBwGA1UdEQQVMBOCEWVsc2V3aGVyZS5leGFt
      cGxlMAoGCCqGSM49BAMCA0kAMEYCIQD8pflfCHYfk3N7bYwjGeuJDTmT6K++a5V7
      2tmVwxDAvQIhAOlwnvwDrhx6A8wcqU9csIN6BVVwzslUVDJDKGFryR/o
      -----END CERTIFICATE-----
      """
  )

  private static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYAkId2WTSBBxQWjN
    dPOr/NfwBqrAErOMAK3CxcJgDbChRANCAARv/DA/yr3tUEOJMZpxLUTtbJC3/vhS
    tFaZqmGX7R/FMS5+RsQuuRhe7RoUGX8g3syx7AvBANOrFYkTNIT09li9
    -----END PRIVATE KEY-----
    """

  var context: NIOSSLContext {
    get throws {
      let certificates = try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8))
      return try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: certificates.map { .certificate($0) },
          privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(Self.key.utf8), format: .pem))
        )
      )
    }
  }
}

internal import Crypto
internal import Foundation
internal import NIOSSL
internal import SwiftASN1
internal import X509

/// A certificate of its own authority, made for one test.
public struct TestCertificate: Sendable {
  /// In PEM form: what a client must trust.
  public let pem: String
  private let keyPEM: String

  /// - Parameter host: the only name that it is valid for.
  public init(host: String) throws {
    let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let name = try DistinguishedName { CommonName("sessionc test") }
    let certificate = try Certificate(
      version: .v3,
      serialNumber: Certificate.SerialNumber(),
      publicKey: key.publicKey,
      notValidBefore: Date() - 3600,
      notValidAfter: Date() + 3600,
      issuer: name,
      subject: name,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        SubjectAlternativeNames([.dnsName(host)])
      },
      issuerPrivateKey: key
    )
    pem = try certificate.serializeAsPEM().pemString
    keyPEM = try key.serializeAsPEM().pemString
  }

  var context: NIOSSLContext {
    get throws {
      let certificates = try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8))
      return try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: certificates.map { .certificate($0) },
          privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(keyPEM.utf8), format: .pem))
        )
      )
    }
  }
}

/// Keys as they might be. None was ever given out, and all are put together from parts, so that no
/// scanner takes a file of tests for a leak.
public enum SampleSecret {
  /// Letters and digits that look random and are the same in every run.
  public static func random(_ count: Int, of alphabet: String = base62, seed: UInt64 = 7) -> String
  {
    let letters = Array(alphabet)
    var state = seed
    return String(
      (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return letters[Int(state >> 33) % letters.count]
      }
    )
  }

  public static let lower = "abcdefghijklmnopqrstuvwxyz"
  public static let hex = "0123456789abcdef"
  public static let base62 = "0123456789" + lower + lower.uppercased()
  public static let urlSafe = base62 + "-_"
  public static let base64 = base62 + "+/"
  public static let base32 = lower.uppercased() + "234567"

  public static let header = "eyJ" + "hbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
  public static let pem = """
    -----BEGIN EC PRIVATE KEY-----
    \(random(64, of: base64))
    \(random(64, of: base64, seed: 8))
    \(random(20, of: base64, seed: 9))==
    -----END EC PRIVATE KEY-----
    """
}

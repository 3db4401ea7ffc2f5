internal import SourceDiagnostics

/// The texts that name a model or a voice: letters and digits of any script, and a few signs. What comes
/// out of a word processor, or is left of a list, is no part of a name.
enum NameText {
  /// The first character that no name can have, as it is shown.
  static func oddCharacter(in text: String) -> String? {
    text.unicodeScalars.first { !isPart($0) }.map { scalar in
      scalar.value < 0x7F ? "`\(scalar)`" : DisplayText.name(of: scalar, withWords: true)
    }
  }

  /// The text with dashes for what looks like one, and without the other characters that no name has.
  static func cleaned(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if isDash(scalar) {
        result += "-"
      } else if isPart(scalar) {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isDash(_ scalar: Unicode.Scalar) -> Bool {
    (0x2010...0x2015).contains(scalar.value) || scalar.value == 0x2212 || scalar.value == 0xFE63
      || scalar.value == 0xFF0D
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", ":", "/", "@", "+", "=", "~", "(", ")",
      " ":
      true
    case _ where scalar.value < 0x80: false
    default:
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.isEmojiPresentation
        || [.nonspacingMark, .spacingMark].contains(scalar.properties.generalCategory)
    }
  }
}

/// What is asked of the writing systems of characters.
enum Script {
  /// Hebrew, Arabic, Syriac, Thaana, N'Ko and the other scripts written from the right.
  static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C: false
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }

  /// Scripts in which joiners choose the form of letters: Arabic to Sinhala, Myanmar, Khmer, Mongolian.
  static func hasJoiners(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0600...0x061B, 0x0620...0x0DFF, 0x1000...0x109F, 0x1780...0x180A, 0x1810...0x18AF,
      0x1900...0x1CFF, 0xA840...0xA8FF, 0x11000...0x11FFF, 0xFB50...0xFDFF, 0xFE70...0xFEFC:
      true
    default: false
    }
  }

  /// Thai, Lao, Burmese and Khmer, whose words stand without spaces.
  static func hasHiddenBreaks(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17B3, 0x17B6...0x17FF: true
    default: false
    }
  }

  static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0xFF && scalar.properties.isEmoji
  }

  /// An emoji, or what may stand between one and a joiner: a selector or the colour of skin.
  static func isEmojiPart(_ scalar: Unicode.Scalar) -> Bool {
    isEmoji(scalar) || scalar == "\u{FE0F}" || (0x1F3FB...0x1F3FF).contains(scalar.value)
  }

  /// Digits, `#` and `*` are the beginnings of keycaps.
  static func takesEmojiSelector(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isEmoji }

  /// Mathematical signs, CJK, Mongolian, Phags-pa and the digit zero have standardised variants.
  static func takesSelector(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30, 0x2200...0x22FF, 0x2A00...0x2AFF, 0x3001...0x9FFF, 0xA840...0xA87F, 0xFF00...0xFFEF,
      0x1000...0x109F:
      true
    default: scalar.properties.isIdeographic
    }
  }

  static func isSelector(_ scalar: Unicode.Scalar) -> Bool {
    (0xFE00...0xFE0F).contains(scalar.value) || (0xE0100...0xE01EF).contains(scalar.value)
  }

  static func isJamo(_ scalar: Unicode.Scalar) -> Bool {
    (0x1100...0x115E).contains(scalar.value) || (0x1161...0x11FF).contains(scalar.value)
  }

  /// The tags of letters and digits, which name the region of a flag.
  static func isFlagTag(_ scalar: Unicode.Scalar) -> Bool {
    (0xE0030...0xE0039).contains(scalar.value) || (0xE0061...0xE007A).contains(scalar.value)
  }
}

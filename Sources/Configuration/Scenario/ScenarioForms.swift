import Simulation

extension Form where Value == Double {
  /// A number, with or without a fraction.
  static var number: Form {
    Form { text throws(Misfit) in
      guard let value = Double(text), value.isFinite else {
        throw Misfit(text, "is not a number; write one such as 12.5")
      }
      return value
    }
  }
}

extension Form where Value == Int {
  /// Minutes ahead of UTC, written as ISO 8601 does.
  static var utcOffset: Form {
    Form { text throws(Misfit) in
      let misfit = Misfit(text, "is no offset from UTC; write one such as \"+02:00\" or \"-05:30\"")
      guard text.hasPrefix("+") || text.hasPrefix("-") else { throw misfit }
      guard let minutes = Clock.minutes(text.dropFirst()) else { throw misfit }
      return text.hasPrefix("-") ? -minutes : minutes
    }
  }

  /// A day of the week, 0 for Monday.
  static var weekday: Form {
    Form { text throws(Misfit) in
      let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
      guard let day = days.firstIndex(of: text.lowercased()) else {
        throw Misfit(text, "is no day; write mon, tue, wed, thu, fri, sat or sun")
      }
      return day
    }
  }
}

extension Form where Value == Office.Shift {
  /// Two times of the day with a dash between them.
  static var shift: Form {
    Form { text throws(Misfit) in
      let times = text.split(separator: "-", omittingEmptySubsequences: false)
      guard times.count == 2, let start = Clock.minutes(times[0]), let end = Clock.minutes(times[1]),
        start < 1440
      else { throw Misfit(text, "is no shift; write two times such as \"08:00-16:30\"") }
      return Office.Shift(start: start, end: end)
    }
  }
}

extension Form where Value == String {
  /// The name of a profile: it must be told from a path.
  static var profileName: Form {
    Form { text throws(Misfit) in
      let fits = text.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2D
      }
      guard fits, (1...64).contains(text.utf8.count) else {
        throw Misfit(
          text, "is no name of a profile; write at most 64 lower-case letters, digits, dashes and underscores"
        )
      }
      return text
    }
  }
}

private enum Clock {
  /// The minutes of `HH:MM`, up to 24:00.
  static func minutes(_ text: Substring) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == 0x3A else { return nil }
    let digits = [0, 1, 3, 4].map { Int(bytes[$0]) - 0x30 }
    guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    let hours = digits[0] * 10 + digits[1]
    let minutes = digits[2] * 10 + digits[3]
    guard minutes < 60, hours < 24 || (hours == 24 && minutes == 0) else { return nil }
    return hours * 60 + minutes
  }
}

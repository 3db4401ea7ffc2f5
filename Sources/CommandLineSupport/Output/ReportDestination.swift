package import SessionProfiles
import SourceDiagnostics

/// One form of the report, and where it goes.
package struct ReportDestination: Equatable {
  package var format: ReportFormat
  package var place: ReportPlace

  package init(format: ReportFormat, place: ReportPlace) {
    self.format = format
    self.place = place
  }

  /// The names of all forms, as help shows them.
  package static var formats: String {
    ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
  }

  /// What the arguments of `--format` stand for, each `FORM` or `FORM=FILE`.
  ///
  /// - Parameter place: where the forms go that name no file.
  /// - Throws: `CommandFailure` for forms that are none, and for reports that would go to one place.
  package static func parse(
    _ texts: [String],
    standard place: ReportPlace
  ) throws(CommandFailure) -> [ReportDestination] {
    var result: [ReportDestination] = []
    for text in texts {
      let destination = try ReportDestination(text, standard: place)
      if let other = result.first(where: { $0.place == destination.place }) {
        let name = destination.format.rawValue
        throw CommandFailure(
          "the reports \(other.format.rawValue) and \(name) would go to one place; write one as --format \(name)=FILE"
        )
      }
      result.append(destination)
    }
    return result
  }

  private init(_ text: String, standard place: ReportPlace) throws(CommandFailure) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let format = ReportFormat(rawValue: name) else {
      let names = ReportFormat.allCases.map(\.rawValue)
      let advice =
        Suggestion.nearest(to: name, in: names).map { "did you mean `\($0)`?" }
        ?? "there are \(Self.formats)"
      throw CommandFailure("--format: `\(shown(name))` is not a form of report; \(advice)")
    }
    self.format = format
    self.place = parts.count > 1 ? ReportPlace(file: String(parts[1])) : place
    if self.place == .file("") {
      throw CommandFailure("--format: the file is missing after `\(shown(name))=`")
    }
  }
}

package enum ReportPlace: Equatable {
  case standardOutput, standardError
  case file(String)

  /// `-` is standard output, as it is standard input where a profile is named.
  package init(file: String) { self = file == "-" ? .standardOutput : .file(file) }
}

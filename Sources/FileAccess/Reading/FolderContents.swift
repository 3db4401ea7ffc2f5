internal import SourceDiagnostics

/// The names in a folder that are not hidden.
package enum FolderContents {
  /// The most names that are read.
  package static let most = 1_000

  /// In the order of their bytes; `nil` for what is no folder, or cannot be read.
  package static func names(of folder: String) -> [String]? {
    guard let directory = unsafe opendir(folder) else { return nil }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while names.count < most, let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
        unsafe String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.begins(with: ".") { names.append(name) }
    }
    return names.sorted()
  }
}

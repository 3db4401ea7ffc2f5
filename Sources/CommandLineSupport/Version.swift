/// The version that `--version` prints; CHANGELOG.md says what is in it.
package let sessioncVersion = "0.1.0"

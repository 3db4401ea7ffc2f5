import CommandLineSupport
import SessionProfiles

/// The files that `init` writes.
enum StartingFiles {
  struct File {
    /// Relative to the project.
    var path: String
    /// What it is, for the report of `init`.
    var note: String
    var bytes: [UInt8]

    init(_ path: String, _ note: String, _ text: String) {
      self.init(path, note, Array(text.utf8))
    }

    init(_ path: String, _ note: String, _ bytes: [UInt8]) {
      self.path = path
      self.note = note
      self.bytes = bytes
    }
  }

  static func all(for editor: EditorSetup) -> [File] {
    let comment = editor.usesSchema ? "# yaml-language-server: $schema=../\(schemaName)\n" : ""
    var files = [
      File("profiles/assistant.yaml", "a profile to start from", comment + profile),
      File(Configuration.fileName, "the configuration, all settings commented out", configuration),
    ]
    if editor.usesSchema {
      let schema = EditorSchema.profile.text
      files.append(File(schemaName, "the schema for editors (sessionc schema)", schema))
    }
    files.append(File(editor.path, editor.note, editor.text))
    files.append(File(".github/workflows/sessionc.yml", "checks on every change", workflow))
    return files
  }

  /// Hidden, so that it is not taken for a profile.
  static let schemaName = ".sessionc.schema.json"

  private static let profile = """
    # A voice assistant. Check it with `sessionc lint`, see its request with
    # `sessionc compile profiles/assistant.yaml --pretty`.

    type: realtime
    model: gpt-realtime-2.1

    instructions: |
      You are a friendly assistant on the telephone. Keep answers to one or two sentences.
      If you did not understand, ask once, then offer to connect the caller to a person.

    audio:
      input:
        turn_detection:
          type: server_vad
          silence_duration_ms: 500
      output:
        voice: marin

    tools:
      - type: function
        name: transfer_to_person
        description: Connects the caller to a person. Use it when the caller asks for one.
        parameters:
          type: object
          properties:
            reason:
              type: string
              description: Why, in a few words.
          required: [reason]
    tool_choice: auto

    """

  private static let configuration = """
    # What this project has decided about its profiles; `sessionc schema config` describes it.

    # What is worked on without a path on the command line:
    #paths: [profiles]

    # What is left out:
    #exclude: [profiles/drafts]

    # The target of profiles that name none:
    #target: ga-session-update

    # The server that the profiles are for, where it is not api.openai.com, such as xai or azure-voice-live:
    #server: compatible

    # By code or name of a rule: error, warning or off.
    #severities:
    #  temperature-advice: off

    # Values that fields take beyond those documented:
    #allow:
    #  model: [my-deployment]

    # The level at which `sessionc diff` reports a change: breaking, safety, behaviour, cosmetic or off.
    #changes:
    #  audio.output.voice: breaking

    # What the team wants beyond the API; a finding is SP901 under the policy's name:
    #policies:
    #  house-voices: { field: audio.output.voice, in: [marin, cedar] }
    #  token-cap: { field: max_output_tokens, require: true, max: 1200 }
    # Those of several projects stand in one file, which each names: `extends: ../policies.yaml`.

    """

  private static let workflow = """
    # Checks every profile, marks findings in the change, and says what changes in the requests.
    name: sessionc
    on:
      push:
        branches: [main]
      pull_request:
    permissions:
      contents: read
    jobs:
      profiles:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - name: Lint
            run: pipx run sessionc==\(sessioncVersion) lint

      # Says in a comment what changes in the requests.
      review:
        if: github.event_name == 'pull_request'
        runs-on: ubuntu-latest
        permissions:
          contents: read
          pull-requests: write
        steps:
          - uses: actions/checkout@v4
            with:
              fetch-depth: 0 # to find what both sides come from
          - name: What changes
            env:
              BASE: ${{ github.base_ref }}
            run: |
              pipx run sessionc==\(sessioncVersion) diff --against "origin/$BASE..." --fail-on none \\
                --format text --format "markdown=$RUNNER_TEMP/changes.md" || [ -s "$RUNNER_TEMP/changes.md" ]
              cat "$RUNNER_TEMP/changes.md" >> "$GITHUB_STEP_SUMMARY"
          - name: Comment
            if: github.event.pull_request.head.repo.full_name == github.repository
            uses: actions/github-script@v7
            with:
              script: |
                const body = require('fs').readFileSync(process.env.RUNNER_TEMP + '/changes.md', 'utf8')
                const issue = { ...context.repo, issue_number: context.issue.number }
                const all = await github.paginate(github.rest.issues.listComments, issue)
                const own = all.find(({ user, body }) => user?.type === 'Bot' && body?.startsWith('<!-- sessionc-diff -->'))
                if (own) {
                  await github.rest.issues.updateComment({ ...context.repo, comment_id: own.id, body })
                } else {
                  await github.rest.issues.createComment({ ...issue, body })
                }

    """
}

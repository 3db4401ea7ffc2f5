#!/usr/bin/env python3
"""Compiled requests, checked by the types of the official client: .ci/official.py PATH/TO/sessionc

The types are those of openai-python, which pydantic reads. A field that they do not have is told as well.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import typing

import pydantic
from openai.types.live import live_create_params, session_start_event_param, session_update_event_param
from openai.types.realtime import client_secret_create_params, session_update_event_param as realtime_update
from openai.types.realtime import realtime_session_create_request_param as realtime_session
from openai.types.realtime import realtime_translation_session_update_event_param as translation_update
from openai.types.realtime.translations import client_secret_create_params as translation_secret

TYPES = {
    "ga-client-secrets": client_secret_create_params.ClientSecretCreateParams,
    "ga-session-update": realtime_update.SessionUpdateEventParam,
    "ga-session": realtime_session.RealtimeSessionCreateRequestParam,
    "translation-client-secrets": translation_secret.ClientSecretCreateParams,
    "translation-session-update": translation_update.RealtimeTranslationSessionUpdateEventParam,
    "live-session": live_create_params.LiveCreateParams,
    "live-session-start": session_start_event_param.SessionStartEventParam,
    "live-session-update": session_update_event_param.SessionUpdateEventParam,
}

TRANSLATION = """\
model: gpt-realtime-translate
audio:
  input: {transcription: {model: gpt-realtime-whisper}, noise_reduction: {type: near_field}}
  output: {language: es}
"""
LIVE = """\
model: gpt-live-1
instructions: Be brief.
audio: {output: {voice: marin}}
delegation:
  type: responses
  acknowledgement_delay_ms: 400
  responses:
    model: gpt-5.6-luna
    instructions: Look things up.
    reasoning: {effort: low, summary: auto}
    text: {verbosity: low}
    tool_choice: {type: function, name: find_order}
    tools:
      - {type: function, name: find_order, strict: true, parameters: {type: object, properties: {}}}
      - {type: mcp, server_label: orders, server_url: "https://orders.example.com", require_approval: never}
      - {type: web_search}
      - {type: shell, environment: {type: local}}
input:
  - {role: user, content: [{text: Hello}]}
  - {role: assistant, content: [{type: output_text, text: Hi}]}
triggers:
  - type: decisions
    event_type: session.input_transcript.delta
    decisions: {questions: [{type: predicate, instructions: Is it urgent?}]}
client: {data_channel: {allowed_client_events: all, allowed_server_events: [{type: session.started}]}}
store: true
"""
DECISIONS = """\
model: gpt-live-1.1
delegation:
  type: decisions
  decisions:
    model: d
    questions:
      - {type: choice, instructions: Which?, choices: [{value: a}, {value: true, description: b}]}
      - {type: score, instructions: [{type: input_text, text: How?}], levels: [{label: low}]}
"""
CASES = [
    (TRANSLATION, "translation-client-secrets", None),
    ("type: session.update\nsession: {audio: {output: {language: es}}}\n", "translation-session-update", None),
    ("transport: {type: webrtc, sdp: v=0}\nsession:\n" + "".join("  " + l for l in LIVE.splitlines(True)), "live-session", None),
    (LIVE, "live-session-start", None),
    (DECISIONS + "audio: {format: {type: audio/pcmu, rate: 8000}}\n", "live-session-start", None),
    ("type: session.update\nsession: {delegation: {type: responses, responses: {instructions: x}}, triggers: []}\n",
     "live-session-start", "live-session-update"),
]


def compile(sessionc, path, target):
    run = subprocess.run([sessionc, "compile", path, "--target", target, "--keep-secrets"], capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(f"{path} for {target}: {run.stderr}")
    return json.loads(run.stdout)


def main():
    sessionc, count = sys.argv[1], 0
    with tempfile.TemporaryDirectory() as folder:
        cases = []
        for index, (text, target, kind) in enumerate(CASES):
            path = pathlib.Path(folder) / f"{index}.yaml"
            path.write_text(text)
            cases.append((str(path), target, kind or target))
        for path in sorted(pathlib.Path("profiles").glob("*.yaml")):
            for target in ("ga-client-secrets", "ga-session-update", "ga-session"):
                if target != "ga-session" or "transcription" not in path.name:
                    cases.append((str(path), target, target))
        for path, target, kind in cases:
            request = compile(sessionc, path, target)
            hints = typing.get_type_hints(TYPES[kind], include_extras=True)
            unknown = set(request) - set(hints)
            if unknown:
                raise SystemExit(f"{path} for {target}: the types have no {sorted(unknown)}")
            try:
                adapter = pydantic.TypeAdapter(TYPES[kind])
                adapter.validate_python(request)
            except pydantic.ValidationError as error:
                raise SystemExit(f"{path} for {target}: {error}")
            count += 1
    print(f"{count} requests are as the official types have them")


main()

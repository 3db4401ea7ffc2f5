#!/usr/bin/env python3
"""An independent model of `sessionc diff`, and a random test of the command against it.

    difference.py PROGRAM [--count N] [--seed N] [--keep DIR] [--edits N]

The model knows what the guide says under "Reviewing changes" and the documented defaults; it shares
nothing with the program. For each of N pairs of profiles (a random valid one, and the same after 1 to 4
random edits) it says which changes `sessionc diff OLD NEW --format json --all` must list: path, kind,
level. The pairs are written in random YAML styles into two folders, and the folders are compared in one
run for every 250 pairs. Exit 1 on a disagreement. Standard library only, no network.
"""
import argparse
import collections
import copy
import json
import os
import random
import re
import subprocess
import sys
import tempfile

ABSENT = type("Absent", (), {"__repr__": lambda self: "ABSENT", "__deepcopy__": lambda self, memo: self})()

# ---------------------------------------------------------------- facts: documented defaults
PCM = {"type": "audio/pcm", "rate": 24000}
VAD_DEFAULTS = {
    "type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 300, "silence_duration_ms": 500,
    "idle_timeout_ms": None, "eagerness": "auto", "create_response": True, "interrupt_response": True,
}
VAD_MEMBERS = {
    "server_vad": {"threshold", "prefix_padding_ms", "silence_duration_ms", "idle_timeout_ms"},
    "semantic_vad": {"eagerness"},
}

LEVEL = {
    "client-endpoint": "breaking", "client-session-kind": "breaking", "client-audio-format": "breaking",
    "client-modalities": "breaking", "client-turns": "breaking", "client-events": "breaking",
    "client-approvals": "breaking", "tool-added": "breaking", "tool-renamed": "breaking",
    "profile-removed": "breaking", "tool-surface": "safety", "privacy": "safety", "config-loosened": "safety",
    "cost": "behaviour", "text": "behaviour", "tool-text": "behaviour", "tool-removed": "behaviour",
    "turns": "behaviour", "events-added": "behaviour", "field": "behaviour", "profile-added": "behaviour",
    "default-written": "cosmetic", "default-dropped": "cosmetic", "order": "cosmetic", "whitespace": "cosmetic",
}


# ---------------------------------------------------------------- the model
def same(a, b):
    """Equal as JSON: 1 and 1.0 are one number, true and 1 are not one value."""
    if a is ABSENT or b is ABSENT:
        return a is b
    return json.dumps(number(a), sort_keys=True) == json.dumps(number(b), sort_keys=True)


def number(value):
    if isinstance(value, dict):
        return {key: number(item) for key, item in value.items()}
    if isinstance(value, list):
        return [number(item) for item in value]
    if isinstance(value, float) and value == int(value):
        return int(value)
    return value


def as_set(values):
    return collections.Counter(json.dumps(number(v), sort_keys=True) for v in values)


FREE = ("/variables", "/metadata")  # mappings with names of the author's choice: they come and go as a whole


class Model:
    def __init__(self):
        self.changes = []

    def say(self, path, rule, level=None):
        self.changes.append((path, rule, level or LEVEL[rule]))

    def default(self, path, old, new, default):
        """Absent beside the documented default, either way. True: done."""
        if default is ABSENT:
            return False
        if old is ABSENT and same(new, default):
            self.say(path, "default-written")
            return True
        if new is ABSENT and same(old, default):
            self.say(path, "default-dropped")
            return True
        return False

    def value(self, path, old, new, rule="field", default=ABSENT):
        if not same(old, new) and not self.default(path, old, new, default):
            self.say(path, rule)

    def text(self, path, old, new, rule="text"):
        if same(old, new):
            return
        if isinstance(old, str) and isinstance(new, str) and old.rstrip("\n") == new.rstrip("\n"):
            self.say(path, "whitespace")
        else:
            self.say(path, rule)

    def set(self, path, old, new, rule="field", default=ABSENT):
        """A list whose order means nothing."""
        if same(old, new) or self.default(path, old, new, default):
            return
        if isinstance(old, list) and isinstance(new, list) and as_set(old) == as_set(new):
            self.say(path, "order")
        else:
            self.say(path, rule)

    # -- a session
    def session(self, old, new):
        get = lambda side, *keys: dig(side, keys)
        both = lambda *keys: (get(old, *keys), get(new, *keys))
        # A session that only writes down has no documented defaults for its turns and its transcription.
        answers = [side.get("type", "realtime") == "realtime" for side in (old, new)]
        self.value("/type", *both("type"), rule="client-session-kind")
        self.value("/model", *both("model"), rule="cost")
        self.text("/instructions", *both("instructions"))
        self.set("/output_modalities", *both("output_modalities"), rule="client-modalities", default=["audio"])
        self.value("/audio/input/format", *both("audio", "input", "format"), rule="client-audio-format", default=PCM)
        self.value("/audio/output/format", *both("audio", "output", "format"), rule="client-audio-format", default=PCM)
        self.leaves("/audio/output/voice", *both("audio", "output", "voice"), default="alloy")
        self.value("/audio/output/speed", *both("audio", "output", "speed"), default=1)
        self.transcription(*both("audio", "input", "transcription"), answers)
        self.leaves("/audio/input/noise_reduction", *both("audio", "input", "noise_reduction"), default=None)
        self.turns(*both("audio", "input", "turn_detection"), answers)
        self.include(*both("include"))
        self.tracing(*both("tracing"))
        self.leaves("/tool_choice", *both("tool_choice"), default="auto")
        self.value("/parallel_tool_calls", *both("parallel_tool_calls"))
        self.value("/reasoning/effort", *both("reasoning", "effort"), rule="cost", default="low")
        self.value("/max_output_tokens", *both("max_output_tokens"), rule="cost", default="inf")
        self.leaves("/truncation", *both("truncation"), rule="cost", default="auto")
        self.leaves("/prompt", *both("prompt"), default=None)
        self.tools(*both("tools"))
        return self.changes

    def leaves(self, path, old, new, rule="field", default=ABSENT):
        """Two mappings member by member; anything else as a whole."""
        one, two = ({} if side is ABSENT and isinstance(other, dict) and default is ABSENT and not path.endswith(FREE) else side for side, other in ((old, new), (new, old)))
        if isinstance(one, dict) and isinstance(two, dict) and (one or two):
            old, new = one, two
            for key in sorted(old.keys() | new.keys()):
                self.leaves(f"{path}/{escape(key)}", old.get(key, ABSENT), new.get(key, ABSENT), rule)
        else:
            self.value(path, old, new, rule, default)

    def transcription(self, old, new, answers):
        path = "/audio/input/transcription"
        was, now = isinstance(old, dict), isinstance(new, dict)
        if was and now:
            self.value(f"{path}/model", old["model"], new["model"], rule="cost")
            for key in ("language", "delay"):
                self.value(f"{path}/{key}", old.get(key, ABSENT), new.get(key, ABSENT))
            self.text(f"{path}/prompt", old.get("prompt", ABSENT), new.get("prompt", ABSENT))
            for key in ("languages", "keywords"):
                self.set(f"{path}/{key}", old.get(key, ABSENT), new.get(key, ABSENT))
        elif was or now:
            self.say(path, "client-events" if was else "events-added")
        else:
            absent = answers[0] if old is ABSENT else answers[1]
            self.value(path, old, new, default=None if absent else ABSENT)

    def turns(self, old, new, answers):
        path = "/audio/input/turn_detection"
        if old is ABSENT and not answers[0] or new is ABSENT and not answers[1]:
            if not same(old, new):
                self.say(path, "client-turns")
            return
        if (old is None) != (new is None):
            self.say(path, "client-turns")
        elif old is not None:
            if old is ABSENT and new is ABSENT:
                return
            whole = old is ABSENT or new is ABSENT
            if whole:
                there = new if old is ABSENT else old
                if all(same(value, VAD_DEFAULTS[key]) for key, value in there.items()):
                    self.say(path, "default-written" if old is ABSENT else "default-dropped")
                    return
            old, new = ({"type": "server_vad"} if side is ABSENT else side for side in (old, new))
            self.value(f"{path}/type", old["type"], new["type"], rule="turns")
            for key, default in VAD_DEFAULTS.items():
                if key == "type":
                    continue
                one, two = old.get(key, ABSENT), new.get(key, ABSENT)
                rule = "client-turns" if key in ("create_response", "interrupt_response") else "turns"
                if old["type"] != new["type"] and any(key in VAD_MEMBERS[side["type"]] for side in (old, new)):
                    default = ABSENT  # the default of one kind is no default of the other
                    rule = "turns" if one not in (None, ABSENT) or two not in (None, ABSENT) else "field"
                elif whole and (same(one, default) or same(two, default)):
                    continue  # what is said of the whole is not said of its members again
                self.value(f"{path}/{key}", one, two, rule, default)

    def include(self, old, new):
        if same(old, new):
            return
        before, after = (as_set(side) if isinstance(side, list) else collections.Counter() for side in (old, new))
        if before - after:
            self.say("/include", "client-events")
        elif after - before:
            self.say("/include", "events-added")
        else:
            self.say("/include", "order" if isinstance(old, list) and isinstance(new, list) else "field")

    def tracing(self, old, new):
        off = lambda side: side is ABSENT or side is None
        if same(old, new) or self.default("/tracing", old, new, None):
            return
        if isinstance(old, dict) and isinstance(new, dict):
            self.leaves("/tracing", old, new, rule="privacy")
            return
        self.say("/tracing", "field" if off(new) else "privacy")

    # -- tools
    def tools(self, old, new):
        if self.default("/tools", old, new, []):
            return
        old, new = ([] if side is ABSENT else side for side in (old, new))
        before = {identity(tool): tool for tool in old}
        after = {identity(tool): tool for tool in new}
        gone = [key for key in before if key not in after]
        come = [key for key in after if key not in before]
        renamed = {}
        for key in list(come):
            for other in gone:
                if key[0] == other[0] == "function" and same(rest(after[key]), rest(before[other])):
                    self.say(place(key), "tool-renamed")
                    renamed[other] = key
                    gone.remove(other)
                    come.remove(key)
                    break
        for key in gone:
            self.say(place(key), "tool-removed")
        for key in come:
            self.say(place(key), "tool-added" if key[0] == "function" else "tool-surface")
        was = [renamed.get(key, key) for key in before if renamed.get(key, key) in after]
        if was != [key for key in after if key in was]:
            self.say("/tools", "order")
        common = [key for key in before if key in after]
        for key in common:
            (self.function if key[0] == "function" else self.server)(place(key), before[key], after[key])

    def function(self, path, old, new):
        self.text(f"{path}/description", old.get("description", ABSENT), new.get("description", ABSENT), "tool-text")
        old, new = old.get("parameters", ABSENT), new.get("parameters", ABSENT)
        if same(old, new):
            return
        path += "/parameters"
        # A function without a schema has no arguments.
        nothing = {"type": "object", "properties": {}}
        missing = "written" if old is ABSENT else "dropped" if new is ABSENT else None
        old, new = (nothing if side is ABSENT else side for side in (old, new))
        found = arguments(old, new) if not same(old, new) else set()
        if missing and not found & {"wider", "narrower", "text"}:
            found = {missing}
        if "wider" in found:
            self.say(path, "tool-arguments", "breaking")
        elif "narrower" in found:
            self.say(path, "tool-arguments", "behaviour")
        if "text" in found:
            self.say(path, "tool-text")
        elif not found & {"wider", "narrower"}:
            # the same arguments in other bytes: one rule says so
            rules = {"whitespace": "whitespace", "order": "order", "written": "default-written", "dropped": "default-dropped"}
            self.say(path, next((rule for name, rule in rules.items() if name in found), "order"))

    def server(self, path, old, new):
        both = lambda key: (old.get(key, ABSENT), new.get(key, ABSENT))
        for key in ("server_url", "connector_id", "tunnel_id", "headers", "authorization"):
            self.leaves(f"{path}/{key}", *both(key), rule="tool-surface")
        self.set(f"{path}/allowed_callers", *both("allowed_callers"), rule="tool-surface")
        self.text(f"{path}/server_description", *both("server_description"), rule="tool-text")
        self.value(f"{path}/defer_loading", *both("defer_loading"))
        self.allowed(f"{path}/allowed_tools", *both("allowed_tools"))
        self.approval(f"{path}/require_approval", *both("require_approval"))

    def allowed(self, path, old, new):
        if same(old, new):
            return
        if isinstance(old, dict) and isinstance(new, dict):
            self.names(f"{path}/tool_names", old.get("tool_names", ABSENT), new.get("tool_names", ABSENT))
            one, two = (bool(side.get("read_only")) for side in (old, new))
            if one != two:
                self.say(f"{path}/read_only", "tool-surface" if one else "tool-removed")
            else:
                self.value(f"{path}/read_only", old.get("read_only", ABSENT), new.get("read_only", ABSENT))
        elif isinstance(old, dict) or isinstance(new, dict):
            # A list and a filter: which of them takes more is not told apart.
            other = new if isinstance(old, dict) else old
            if other is ABSENT:
                self.say(path, "tool-surface" if new is ABSENT else "tool-removed")
            else:
                self.say(path, "tool-surface")
        else:
            self.names(path, old, new)

    def names(self, path, old, new, wider="tool-surface", narrower="tool-removed"):
        """Lists of names; no list means all."""
        if same(old, new):
            return
        before, after = (frozenset(side) if isinstance(side, list) else None for side in (old, new))
        if not within(after, before):
            self.say(path, wider)
        if not within(before, after):
            self.say(path, narrower)
        if before == after:
            self.say(path, "order" if before is not None else "field")

    def approval(self, path, old, new):
        if same(old, new) or self.default(path, old, new, "always"):
            return
        if isinstance(old, dict) and isinstance(new, dict):
            if set(old) != set(new):
                # What is said of no tool may be either.
                self.say(path, "tool-surface")
            for key, more, less in ("never", "tool-surface", "client-approvals"), ("always", "client-approvals", "tool-surface"):
                one, two = old.get(key), new.get(key)
                if one is None or two is None:
                    if one != two:
                        self.say(f"{path}/{key}", less if two is None else more)
                else:
                    self.names(f"{path}/{key}/tool_names", one["tool_names"], two["tool_names"], more, less)
            return
        rank = lambda side: {"never": 0}.get(side, 2) if not isinstance(side, dict) else 1
        self.say(path, "tool-surface" if rank(new) < rank(old) else "client-approvals")


def dig(value, keys):
    for key in keys:
        if not isinstance(value, dict) or key not in value:
            return ABSENT
        value = value[key]
    return value


def identity(tool):
    return tool["type"], tool["name"] if tool["type"] == "function" else tool["server_label"]


def rest(tool):
    return {key: value for key, value in tool.items() if key != "name"}


def place(key):
    return "/tools/" + escape(key[1])


def escape(name):
    return name.replace("~", "~0").replace("/", "~1")


def within(inner, outer):
    """Of two sets of names, None being all names."""
    return outer is None or (inner is not None and inner <= outer)


# -- arguments of a function: adding is breaking, narrowing is not
ANNOTATIONS = {"description", "title", "$comment", "examples", "default", "deprecated"}
LOWER = {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"}
UPPER = {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"}


def types(schema):
    kind = schema.get("type")
    if kind is None:
        return None
    kinds = {kind} if isinstance(kind, str) else set(kind)
    return kinds | {"integer"} if "number" in kinds else kinds


def values(schema):
    if "const" in schema:
        return {json.dumps(schema["const"])}
    return {json.dumps(value) for value in schema["enum"]} if "enum" in schema else None


def arguments(old, new):
    """What a schema does from old to new: wider, narrower, text, order, whitespace, written, dropped."""
    found = set()
    if same(old, new):
        return found
    if not isinstance(old, dict) or not isinstance(new, dict):
        opened = lambda side: side is True or side == {}
        return {"wider"} if not opened(old) else {"narrower"}
    for read in types, values:
        before, after = read(old), read(new)
        if not within(after, before):
            found.add("wider")
        if not within(before, after):
            found.add("narrower")
    for key in ("enum", "type", "required"):
        one, two = old.get(key), new.get(key)
        if isinstance(one, list) and isinstance(two, list) and one != two and as_set(one) == as_set(two):
            found.add("order")
    before, after = set(old.get("required", [])), set(new.get("required", []))
    if before - after:
        found.add("wider")
    if after - before:
        found.add("narrower")
    was, now = old.get("properties", {}), new.get("properties", {})
    for name in was.keys() | now.keys():
        if name not in was:
            found.add("wider")
        elif name not in now:
            found.add("narrower")
        else:
            found |= arguments(was[name], now[name])
    one, two = (side.get("additionalProperties", ABSENT) for side in (old, new))
    if (one is ABSENT and two is True) or (one is True and two is ABSENT):
        found.add("written" if one is ABSENT else "dropped")  # JSON Schema's default
    else:
        found |= arguments(*(True if side is ABSENT else side for side in (one, two)))
    if ("items" in old) != ("items" in new):
        found.add("wider" if "items" in old else "narrower")
    else:
        found |= arguments(old.get("items", {}), new.get("items", {}))
    for key in LOWER | UPPER:
        one, two = old.get(key), new.get(key)
        if one == two:
            continue
        if one is None:
            found.add("narrower")
        elif two is None:
            found.add("wider")
        else:
            found.add("wider" if (two < one) == (key in LOWER) else "narrower")
    for key in ("pattern", "format", "uniqueItems"):
        one, two = old.get(key), new.get(key)
        if one != two:
            found.add("narrower" if one is None else "wider")
    if "anyOf" in old or "anyOf" in new:
        if "anyOf" not in old or "anyOf" not in new:
            found.add("narrower" if "anyOf" in new else "wider")
        else:
            one, two = as_set(old["anyOf"]), as_set(new["anyOf"])
            if two - one:
                found.add("wider")
            if one - two:
                found.add("narrower")
            if one == two and not same(old["anyOf"], new["anyOf"]):
                found.add("order")
    for key in ANNOTATIONS:
        one, two = old.get(key), new.get(key)
        if one != two:
            ends = isinstance(one, str) and isinstance(two, str) and one.rstrip("\n") == two.rstrip("\n")
            found.add("whitespace" if ends else "text")
    return found


# ---------------------------------------------------------------- random valid profiles
WORDS = """ask the customer for number first speak slowly then confirm order and never promise a refund before
checking with support é 日本 “quoted” say: #hash - dash 'single' "double" {brace} [list] * & ! % @ ` ~ | > null yes no on off 12 1.5""".split()
MODELS = ["gpt-realtime", "gpt-realtime-2", "gpt-realtime-2.1", "gpt-realtime-mini", "gpt-audio-1.5"]
VOICES = ["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"]
NAMES = ["book", "cancel", "look_up", "transfer-call", "price", "A1", "end_call", "send_sms"]
LABELS = ["shop", "crm", "a/b", "tilde~x", "calendar", "book"]
TOOLS_OF_SERVER = ["read", "write", "list", "delete", "find"]
ARGUMENTS = ["id", "date", "name", "amount", "note", "items", "address", "$ref-like", "type", "properties", "required", "enum"]


def words(r, low=1, high=12):
    return " ".join(r.choice(WORDS) for _ in range(r.randint(low, high)))


def long_text(r):
    text = "\n".join(words(r) for _ in range(r.randint(1, 6)))
    return r.choice(["", "\n", "\n", "\n\n"]) and text + r.choice(["", "\n", "\n\n"]) or text


def audio_format(r):
    return r.choice([dict(PCM), {"type": "audio/pcmu"}, {"type": "audio/pcma"}])


def transcription(r):
    if r.random() < 0.2:
        return None
    model = r.choice(["whisper-1", "gpt-4o-transcribe", "gpt-transcribe", "gpt-realtime-whisper", "gpt-4o-transcribe-diarize"])
    out = {"model": model}
    if model == "gpt-transcribe":
        if r.random() < 0.5:
            out["languages"] = r.sample(["de", "en", "fr", "no"], r.randint(1, 3))
        if r.random() < 0.5:
            out["keywords"] = r.sample(["Fjord", "Tern", "Bø", "A 12"], r.randint(1, 3))
    elif r.random() < 0.5:
        out["language"] = r.choice(["de", "en", "no", "nl"])
    if model in ("whisper-1", "gpt-4o-transcribe", "gpt-transcribe") and r.random() < 0.5:
        out["prompt"] = long_text(r)
    if model == "gpt-realtime-whisper" and r.random() < 0.5:
        out["delay"] = r.choice(["minimal", "low", "medium", "high", "xhigh"])
    return out


def turn_detection(r):
    if r.random() < 0.2:
        return None
    if r.random() < 0.6:
        out = {"type": "server_vad"}
        members = {"threshold": [0, 0.25, 0.5, 0.7, 1], "prefix_padding_ms": [0, 200, 300], "silence_duration_ms": [200, 500, 800],
                   "idle_timeout_ms": [None, 5000, 30000]}
    else:
        out = {"type": "semantic_vad"}
        members = {"eagerness": ["low", "medium", "high", "auto"]}
    members |= {"create_response": [True, False], "interrupt_response": [True, False]}
    for key, choices in members.items():
        if r.random() < 0.35:
            out[key] = r.choice(choices)
    return out


def tracing(r):
    return r.choice([None, "auto", {"workflow_name": r.choice(["Booking", "Kiosk"])},
                     {"workflow_name": "Booking", "group_id": r.choice(["g1", "g2"]), "metadata": {"team": r.choice(["a", "b"])}}])


def prompt(r):
    out = {"id": r.choice(["pmpt_1", "pmpt_2"])}
    if r.random() < 0.5:
        out["version"] = r.choice(["1", "2", None])
    if r.random() < 0.5:
        out["variables"] = {"city": r.choice(["Oslo", "Bergen"])}
    return r.choice([None, out, out])


def schema(r, depth=0):
    kind = r.choice(["string", "string", "integer", "number", "boolean", "array", "object"] if depth < 2 else ["string", "integer", "boolean"])
    out = {"type": kind}
    if r.random() < 0.15:
        out["type"] = [kind, "null"]
    if r.random() < 0.4:
        out["description"] = words(r, 1, 5) + r.choice(["", "", "\n"])
    if r.random() < 0.1:
        out["title"] = words(r, 1, 2)
    if kind == "string":
        pick = r.random()
        if pick < 0.3:
            out["enum"] = r.sample(["red", "green", "blue", "12", ""], r.randint(1, 4))
        elif pick < 0.5:
            out["maxLength"] = r.choice([10, 20, 30])
            if r.random() < 0.5:
                out["minLength"] = r.choice([0, 1, 5])
        elif pick < 0.6:
            out["pattern"] = r.choice(["^[0-9]{10}$", "^\\d+$"])
        elif pick < 0.7:
            out["format"] = r.choice(["date", "date-time", "email"])
    elif kind in ("integer", "number"):
        for key, choices in (("minimum", [0, 1, 2]), ("maximum", [10, 20, 100]), ("exclusiveMinimum", [-1, 0])):
            if r.random() < 0.3:
                out[key] = r.choice(choices)
    elif kind == "array":
        if r.random() < 0.8:
            out["items"] = schema(r, depth + 1)
        for key, choices in (("minItems", [0, 1, 2]), ("maxItems", [3, 5, 9]), ("uniqueItems", [True])):
            if r.random() < 0.3:
                out[key] = r.choice(choices)
    elif kind == "object":
        out |= object_schema(r, depth + 1)
    return out


def object_schema(r, depth=0):
    names = r.sample(ARGUMENTS, r.randint(0, 4 if depth == 0 else 2))
    out = {"type": "object", "properties": {name: schema(r, depth) for name in names}}
    if names and r.random() < 0.6:
        out["required"] = r.sample(names, r.randint(1, len(names)))
    pick = r.random()
    if pick < 0.3:
        out["additionalProperties"] = False
    elif pick < 0.4:
        out["additionalProperties"] = True
    return out


def function(r, name):
    out = {"type": "function", "name": name}
    if r.random() < 0.7:
        out["description"] = words(r) + r.choice(["", "", "\n"])
    if r.random() < 0.8:
        out["parameters"] = object_schema(r)
    return out


def allowed_tools(r):
    names = r.sample(TOOLS_OF_SERVER, r.randint(1, 4))
    return r.choice([names, names, {"tool_names": names}, {"read_only": True}, {"read_only": r.choice([True, False]), "tool_names": names}])


def require_approval(r):
    names = r.sample(TOOLS_OF_SERVER, r.randint(1, 3))
    return r.choice(["always", "never", {"never": {"tool_names": names}},
                     {"never": {"tool_names": names}, "always": {"tool_names": [n for n in TOOLS_OF_SERVER if n not in names]}}])


def reach(r):
    return r.choice([{"server_url": f"https://{r.choice('abc')}.example/mcp"}, {"connector_id": r.choice(["connector_gmail", "connector_dropbox"])},
                     {"tunnel_id": "tunnel_" + r.choice("ab") * 32}])


SERVER_MEMBERS = {
    "allowed_tools": allowed_tools,
    "require_approval": require_approval,
    "server_description": lambda r: words(r) + r.choice(["", "\n"]),
    "headers": lambda r: {"X-Team": r.choice(["a", "b"]), "X-Region": "eu"} if r.random() < 0.7 else {"X-Team": r.choice(["a", "b"])},
    "allowed_callers": lambda r: r.choice([["direct"], ["direct", "programmatic"], ["programmatic", "direct"]]),
    "defer_loading": lambda r: r.random() < 0.5,
}


def server(r, label):
    out = {"type": "mcp", "server_label": label} | reach(r)
    for key, make in SERVER_MEMBERS.items():
        if r.random() < 0.35:
            out[key] = make(r)
    return out


def tools(r):
    out = [function(r, name) for name in r.sample(NAMES, r.randint(0, 4))]
    out += [server(r, label) for label in r.sample(LABELS, r.randint(0, 3))]
    r.shuffle(out)
    return out


def tool_choice(r, session):
    functions = [t["name"] for t in session.get("tools", []) if t["type"] == "function"]
    servers = [t["server_label"] for t in session.get("tools", []) if t["type"] == "mcp"]
    choices = ["auto", "none", "auto"]
    if functions:
        choices += ["required", {"type": "function", "name": r.choice(functions)}]
    if servers:
        choices.append({"type": "mcp", "server_label": r.choice(servers)})
    return r.choice(choices)


# (keys, how to make a value); the fields of both kinds of session come first
FIELDS = [
    (("audio", "input", "format"), lambda r, s: audio_format(r)),
    (("audio", "input", "transcription"), lambda r, s: transcription(r)),
    (("audio", "input", "noise_reduction"), lambda r, s: r.choice([None, {"type": "near_field"}, {"type": "far_field"}])),
    (("audio", "input", "turn_detection"), lambda r, s: turn_detection(r)),
    (("include",), lambda r, s: ["item.input_audio_transcription.logprobs"]),
    (("model",), lambda r, s: r.choice(MODELS)),
    (("instructions",), lambda r, s: long_text(r)),
    (("output_modalities",), lambda r, s: r.choice([["audio"], ["text"]])),
    (("audio", "output", "format"), lambda r, s: audio_format(r)),
    (("audio", "output", "voice"), lambda r, s: r.choice(VOICES + ["alloy"] * 4 + [{"id": "voice_1"}])),
    (("audio", "output", "speed"), lambda r, s: r.choice([1, 1, 0.25, 1.25, 1.5])),
    (("tracing",), lambda r, s: tracing(r)),
    (("tools",), lambda r, s: tools(r)),
    (("tool_choice",), tool_choice),
    (("parallel_tool_calls",), lambda r, s: r.random() < 0.5),
    (("reasoning", "effort"), lambda r, s: r.choice(["minimal", "low", "low", "high", "xhigh"])),
    (("max_output_tokens",), lambda r, s: r.choice(["inf", 1, 800, 4096])),
    (("truncation",), lambda r, s: r.choice(["auto", "disabled", {"type": "retention_ratio", "retention_ratio": r.choice([0.5, 0.8])},
        {"type": "retention_ratio", "retention_ratio": 0.8, "token_limits": {"post_instructions": r.choice([0, 8000])}}])),
    (("prompt",), lambda r, s: prompt(r)),
]
SHARED = 5


def put(session, keys, value):
    for key in keys[:-1]:
        session = session.setdefault(key, {})
    session[keys[-1]] = value


def drop(session, keys):
    parents = [session]
    for key in keys[:-1]:
        if key not in parents[-1]:
            return
        parents.append(parents[-1][key])
    parents[-1].pop(keys[-1], None)
    for parent, key in reversed(list(zip(parents, keys[:-1]))):
        if parent[key] == {}:  # no empty mapping is left behind
            del parent[key]


def fields(session):
    return FIELDS if session["type"] == "realtime" else FIELDS[:SHARED]


def profile(r):
    session = {"type": "transcription" if r.random() < 0.1 else "realtime"}
    for keys, make in fields(session):
        if r.random() < 0.5:
            put(session, keys, make(r, session))
    return session


# ---------------------------------------------------------------- random edits
def objects_of(schema):
    """All schemas in a schema, this one too."""
    out = [schema]
    for child in list(schema.get("properties", {}).values()) + [schema.get("items")]:
        if isinstance(child, dict):
            out += objects_of(child)
    return out


def edit_schema(r, root):
    spot = r.choice(objects_of(root))
    kind = r.choice(["property", "property", "drop", "require", "shuffle", "bound", "enum", "text", "type", "open", "items", "whitespace"])
    if kind == "property" and "properties" in spot:
        spot["properties"][r.choice(ARGUMENTS)] = schema(r, 1)
    elif kind == "drop" and spot.get("properties"):
        name = r.choice(list(spot["properties"]))
        del spot["properties"][name]
        spot["required"] = [n for n in spot.get("required", []) if n != name]
    elif kind == "require" and spot.get("properties"):
        name = r.choice(list(spot["properties"]))
        required = spot.setdefault("required", [])
        required.remove(name) if name in required else required.append(name)
    elif kind == "shuffle":
        for key in ("required", "enum", "type"):
            if isinstance(spot.get(key), list):
                r.shuffle(spot[key])
    elif kind == "bound":
        for key in sorted((LOWER | UPPER) & spot.keys()):
            if r.random() < 0.7:
                spot[key] += r.choice([-1, 1, 2])
            else:
                del spot[key]
    elif kind == "enum" and "enum" in spot:
        value = r.choice(["red", "green", "blue", "black"])
        if value in spot["enum"] and len(spot["enum"]) > 1:
            spot["enum"].remove(value)
        elif value not in spot["enum"]:
            spot["enum"].append(value)
        else:
            del spot["enum"]
    elif kind == "text":
        spot["description"] = words(r, 1, 5)
    elif kind == "whitespace" and "description" in spot:
        spot["description"] = spot["description"].rstrip("\n") + r.choice(["", "\n"])
    elif kind == "type" and spot is not root:
        plain = spot["type"] if isinstance(spot["type"], str) else spot["type"][0]
        spot["type"] = r.choice([plain, [plain, "null"], {"integer": "number", "number": "integer"}.get(plain, plain)])
    elif kind == "open" and "properties" in spot:
        spot["additionalProperties"] = r.choice([True, False])
        if r.random() < 0.3:
            del spot["additionalProperties"]
    elif kind == "items" and "items" in spot and r.random() < 0.5:
        del spot["items"]
    for spot in objects_of(root):
        if spot.get("required") == []:
            del spot["required"]


def edit_tools(r, session):
    listed = session.setdefault("tools", [])
    names = {identity(tool) for tool in listed}
    kind = r.choice(["add", "remove", "rename", "shuffle"] + ["edit"] * 10)
    if kind == "add" or not listed:
        new = function(r, r.choice(NAMES)) if r.random() < 0.5 else server(r, r.choice(LABELS))
        if identity(new) not in names:
            listed.insert(r.randint(0, len(listed)), new)
        return
    tool = r.choice(listed)
    if kind == "remove":
        listed.remove(tool)
    elif kind == "rename":
        key = "name" if tool["type"] == "function" else "server_label"
        new = r.choice(NAMES if key == "name" else LABELS)
        if (tool["type"], new) not in names:
            tool[key] = new
    elif kind == "shuffle":
        r.shuffle(listed)
    elif tool["type"] == "function":
        if r.random() < 0.15:
            tool["description"] = tool.get("description", "x").rstrip("\n") + r.choice(["", "\n"])
        elif r.random() < 0.15:
            tool["description"] = words(r)
        elif r.random() < 0.1:
            tool.pop("parameters", None) or tool.update(parameters=object_schema(r))
        elif "parameters" in tool:
            for _ in range(r.randint(1, 6)):
                edit_schema(r, tool["parameters"])
                if r.random() < 0.5:
                    break
    elif r.random() < 0.2:
        for key in ("server_url", "connector_id", "tunnel_id"):
            tool.pop(key, None)
        tool |= reach(r)
    else:
        key = r.choice(list(SERVER_MEMBERS))
        if key in tool and r.random() < 0.4:
            del tool[key]
        elif isinstance(tool.get(key), list) and r.random() < 0.5:
            r.shuffle(tool[key])
        else:
            tool[key] = SERVER_MEMBERS[key](r)


def edit(r, session):
    if session["type"] == "realtime" and r.random() < 0.45:
        edit_tools(r, session)
        if not session["tools"]:
            del session["tools"]
        return
    keys, make = r.choice(fields(session))
    present = dig(session, keys) is not ABSENT
    if present and r.random() < 0.35:
        drop(session, keys)
    elif keys == ("instructions",) and present and r.random() < 0.6:
        text = session["instructions"]
        session["instructions"] = r.choice([text.rstrip("\n"), text + "\n", text.replace("the", "a"), text.rstrip("\n") + " more\n"])
    elif isinstance(dig(session, keys), dict) and keys[-1] in ("turn_detection", "transcription", "prompt", "tracing") and r.random() < 0.7:
        value, other = dig(session, keys), make(r, session)
        if isinstance(other, dict) and other.get("type") == value.get("type") and other.get("model") == value.get("model"):
            for key in sorted(value.keys() | other.keys()):
                if key not in ("type", "model", "id") and r.random() < 0.4:
                    value.pop(key, None)
                    if key in other:
                        value[key] = other[key]
            if value == {}:
                drop(session, keys)
    else:
        put(session, keys, make(r, session))
        if session.get("tools") == []:
            del session["tools"]


# ---------------------------------------------------------------- random YAML style
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_/.-]*( [A-Za-z0-9_/.-]+)*")
RESERVED = {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan"}


def scalar(r, value, key=False):
    if value is None:
        return r.choice(["null", "~", "null"])
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        forms = [json.dumps(value)]
        if value == int(value) and isinstance(value, float):
            forms.append(str(int(value)))
        return r.choice(forms)
    forms = [json.dumps(value), json.dumps(value, ensure_ascii=False)]
    if "\n" not in value:
        forms.append("'" + value.replace("'", "''") + "'")
    if PLAIN.fullmatch(value) and value.lower() not in RESERVED:
        forms += [value] * 4
    return r.choice(forms)


def pairs(r, value):
    items = list(value.items())
    r.shuffle(items)
    return items


def flow(r, value):
    gap = r.choice(["", " "])
    if isinstance(value, dict):
        inner = ("," + r.choice(["", " "])).join(f"{scalar(r, k)}: {flow(r, v)}" for k, v in pairs(r, value))
        return "{" + gap + inner + gap + "}"
    if isinstance(value, list):
        return "[" + gap + ", ".join(flow(r, v) for v in value) + gap + "]"
    return scalar(r, value)


def literal(r, text, indent):
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    if not body or body[0] in " \n" or ends > 1 or any(ord(c) < 32 and c != "\n" for c in text):
        return None
    lines = [" " * indent + line if line else "" for line in body.split("\n")]
    return "|" + ("" if ends else "-") + "\n" + "\n".join(lines)


def comment(r):
    return r.choice(["", "", "", "", " # " + words(r, 1, 3)])


def block(r, value, indent):
    pad, step = " " * indent, r.choice([1, 2, 4])
    lines = []
    rows = pairs(r, value) if isinstance(value, dict) else [(None, v) for v in value]
    for key, item in rows:
        if r.random() < 0.08:
            lines.append(pad + "# " + words(r, 1, 4))
        head = pad + ("-" if key is None else scalar(r, key, key=True) + ":")
        if item and isinstance(item, (dict, list)) and r.random() < 0.8:
            lines.append(head + comment(r))
            lines.append(block(r, item, indent + step))
            continue
        body = literal(r, item, indent + step) if isinstance(item, str) and r.random() < 0.5 else None
        lines.append(head + " " + (body if body is not None else flow(r, item) + comment(r)))
    return "\n".join(lines)


def write(r, session, path):
    """One style of several; the session may stand alone or in the body of client_secrets."""
    value = session if r.random() < 0.8 else {"session": session}
    pick = r.random()
    if pick < 0.15:
        text = json.dumps(dict(pairs(r, value)), indent=r.choice([None, 1, 2]), ensure_ascii=r.random() < 0.5)
    elif pick < 0.3:
        text = flow(r, value)
    else:
        text = block(r, value, 0)
    ends = ["\n", "\n", "\n# end\n"] + ([""] if pick < 0.3 else [])  # a block text needs its last line feed
    text = r.choice(["", "", "---\n", "# note\n"]) + text + r.choice(ends)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


# ---------------------------------------------------------------- the run
def pair(seed, edits=4):
    r = random.Random(seed)
    old = profile(r)
    new = copy.deepcopy(old)
    for _ in range(r.randint(1, edits)):
        edit(r, new)
    return r, old, new


def run(binary, folder, *arguments):
    done = subprocess.run([binary, "diff", "old", "new", "--format", "json", "--all", "--no-config", *arguments], cwd=folder,
                          capture_output=True, text=True, encoding="utf-8")
    if done.returncode not in (0, 1):
        sys.exit(f"exit {done.returncode}: {done.stderr or done.stdout[:2000]}")
    return {os.path.basename(p["file"]): p for p in json.loads(done.stdout)["profiles"]}, done.returncode


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("binary")
    options.add_argument("--count", type=int, default=3000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--edits", type=int, default=4)
    options.add_argument("--keep", help="write the pairs that disagree here")
    options.add_argument("--show", type=int, default=20, help="how many disagreements are shown")
    options = options.parse_args()
    binary = os.path.abspath(options.binary)
    kinds, wrong, total = collections.Counter(), 0, 0
    coverage = collections.Counter()
    for start in range(0, options.count, 250):
        with tempfile.TemporaryDirectory(prefix="sessionc-model-") as folder:
            wanted = {}
            for side in ("old", "new"):
                os.mkdir(os.path.join(folder, side))
            for index in range(start, min(start + 250, options.count)):
                seed = options.seed * 1_000_000 + index
                r, old, new = pair(seed, options.edits)
                name = f"p{index:06}.yaml"
                write(r, old, os.path.join(folder, "old", name))
                write(r, new, os.path.join(folder, "new", name))
                wanted[name] = sorted(Model().session(old, new)), old, new, seed
            got, status = run(binary, folder)
            if bool(any(want for want, *_ in wanted.values())) != (status == 1):
                sys.exit(f"exit {status} does not fit")
            for name, (want, old, new, seed) in wanted.items():
                total += 1
                entry = got.get(name, {"status": "same", "changes": []})
                have = sorted((c["path"], c["rule"], c["level"]) for c in entry["changes"])
                coverage.update((rule, level) for _, rule, level in want)
                if have == want:
                    continue
                wrong += 1
                missing = [c for c in want if c not in have]
                extra = [c for c in have if c not in want]
                kinds[" + ".join(sorted({"model " + shape(c) for c in missing} | {"program " + shape(c) for c in extra}))] += 1
                if wrong <= options.show:
                    print(f"seed {seed}: status {entry['status']}\n  model only:   {missing}\n  program only: {extra}")
                if options.keep:
                    os.makedirs(options.keep, exist_ok=True)
                    for side, value in (("old", old), ("new", new)):
                        with open(os.path.join(options.keep, f"{seed}-{side}.json"), "w") as file:
                            json.dump(value, file, indent=1, sort_keys=True)
    print(f"{total} pairs, {wrong} disagreements")
    for (rule, level), count in sorted(coverage.items()):
        print(f"  {count:6} {rule} ({level})")
    for kind, count in kinds.most_common(60):
        print(f"{count:5}  {kind}")
    return 1 if wrong else 0


def shape(change):
    path, rule, level = change
    path = re.sub(r"^/tools/[^/]+", "/tools/*", path)
    return f"{path} {rule}/{level}"


if __name__ == "__main__":
    sys.exit(main())

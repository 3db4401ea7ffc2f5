"""A model of how sessionc puts several files together, to test the program against.

    composition.py SESSIONC --count N --seed S     random projects, the program against the model

The model is written from the rules, not from the program, and as straight as they are: speed does not
matter here. It knows `$extends`, `$include`, `$file`, `$inherit`, `$omit`, `$unset` and `$$word`, and
the findings SP701-SP703, SP705 and SP707-SP711 with their places; variables, templates and variants
are beyond it. Each random project is written into a folder of its own; `show` must print the value that
the model has composed, and `lint` must report the same findings at the same places.

Where the rules leave something open, the model has a reading of its own (marked "Open:"), and the
projects keep away from it unless --open is given.

Needs PyYAML.
"""

import argparse
import collections
import dataclasses
import json
import os
import pathlib
import posixpath
import random
import re
import subprocess
import sys
import tempfile
import typing

import yaml

# ---------------------------------------------------------------------------------------------------
# Facts about sessions, as the schemas have them. A path counts from the session; `[]` is any item of a
# list, `*` any key.


@dataclasses.dataclass(frozen=True)
class Union:
    """A mapping whose `type` says which fields it has."""

    default: str
    branches: tuple

    def branch(self, name):
        return next((branch for branch in self.branches if name in branch), (name,))


AUDIO_FORMAT = Union("audio/pcm", (("audio/pcm",), ("audio/pcmu", "audio/pcma")))
TURN_DETECTION = Union("server_vad", (("server_vad",), ("semantic_vad",)))
TOOL = Union("function", (("function",), ("mcp",)))
PROMPT_VARIABLE = Union("input_text", (("input_text",), ("input_image",), ("input_file",)))

UNIONS = {
    ("audio", "input", "format"): AUDIO_FORMAT,
    ("audio", "output", "format"): AUDIO_FORMAT,
    ("audio", "input", "turn_detection"): TURN_DETECTION,
    ("turn_detection",): TURN_DETECTION,
    ("tools", "[]"): TOOL,
    ("prompt", "variables", "*"): PROMPT_VARIABLE,
}
REPLACED_WHOLE = {("tool_choice",)}
MERGED_BY = {("prompt",): "id"}
IDENTITY = {("tools", "[]"): {"function": "name", "mcp": "server_label"}}

FLAT_FIELDS = {
    "modalities", "voice", "input_audio_format", "output_audio_format", "input_audio_transcription",
    "input_audio_noise_reduction", "turn_detection", "temperature", "max_response_output_tokens",
    "speed", "client_secret",
}
GA_FIELDS = {
    "type", "output_modalities", "audio", "include", "parallel_tool_calls", "reasoning",
    "max_output_tokens", "truncation", "prompt",
}
KINDS = {"realtime", "transcription"}
EVENTS = ("session.update", "transcription_session.update")


def fact(table, path):
    """What the table says about a path, where `*` in the table stands for any key."""
    for pattern, value in table.items():
        if len(pattern) == len(path) and all(p in ("*", q) for p, q in zip(pattern, path)):
            return value
    return None


# ---------------------------------------------------------------------------------------------------
# YAML, with places, by the core schema of YAML 1.2.

CORE = (
    (re.compile(r"(?:null|Null|NULL|~|)"), lambda text: None),
    (re.compile(r"(?:true|True|TRUE)"), lambda text: True),
    (re.compile(r"(?:false|False|FALSE)"), lambda text: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+"), lambda text: int(text, 0)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)"), lambda text: float(text.replace(".", ""))),
    (re.compile(r"\.(?:nan|NaN|NAN)"), lambda text: float("nan")),
)


def core(text):
    """The value of a plain scalar."""
    for pattern, value in CORE:
        if pattern.fullmatch(text):
            return value(text)
    return text


def is_scalar(node):
    return isinstance(node, yaml.ScalarNode)


def is_plain(node):
    return is_scalar(node) and node.style is None


def scalar_value(node):
    return core(node.value) if is_plain(node) else node.value


def pairs(node):
    """The keys of a mapping and their nodes, merge keys (`<<`) resolved: own keys win."""
    own, merged = {}, {}
    for key, value in node.value:
        if not is_scalar(key):
            continue
        if is_plain(key) and key.value == "<<":
            sources = value.value if isinstance(value, yaml.SequenceNode) else [value]
            for source in sources:
                if isinstance(source, yaml.MappingNode):
                    for name, pair in pairs(source).items():
                        merged.setdefault(name, pair)
        else:
            own[key.value] = (key, value)
    return {**own, **{name: pair for name, pair in merged.items() if name not in own}}


class Place(typing.NamedTuple):
    file: str
    line: int
    column: int


# ---------------------------------------------------------------------------------------------------
# The files of a project. Paths count from its root.


class PathError(Exception):
    """Why a path may not be read: the code of the finding."""


class Tree:
    """Files and links by their path. Directories are there where something is in them."""

    def __init__(self, files, links):
        self.files = files
        self.links = links
        self.folders = {
            parent
            for path in (*files, *links)
            for parent in map(str, pathlib.PurePosixPath(path).parents)
        }

    def real(self, folder, path):
        """The real path of one that is written in a file of that folder; None: not in the root."""
        done = [part for part in folder.split("/") if part]
        todo = path.split("/")
        for _ in range(1000):
            if not todo:
                return "/".join(done)
            part = todo.pop(0)
            if part in ("", "."):
                continue
            if part == "..":
                if not done:
                    return None
                done.pop()
                continue
            done.append(part)
            target = self.links.get("/".join(done))
            if target is not None:
                if target.startswith("/"):
                    return None
                done.pop()
                todo = target.split("/") + todo
        return None

    def find(self, holder, path, extensions):
        """The file that a path in the file `holder` names."""
        segments = path.split("/")
        badly_written = (
            path.startswith("~")
            or any(part in path for part in ("\\", "://", "\0", "${"))
            or any(segment == "" or "*" in segment for segment in segments)  # an absolute one too
        )
        if badly_written or posixpath.splitext(path)[1] not in extensions:
            raise PathError("SP702")
        real = self.real(posixpath.dirname(holder), path)
        if real is None or any(part.startswith(".") for part in real.split("/")):
            raise PathError("SP702")
        if real in self.files:
            return real
        raise PathError("SP702" if real in self.folders else "SP701")


YAML_FILES = (".yaml", ".yml", ".json")
TEXT_FILES = (".md", ".markdown", ".txt")

# ---------------------------------------------------------------------------------------------------
# What a layer says, once its includes are in place: values, and what is to happen to those below.


class Hole:
    """A part that is not known, because of a finding."""


HOLE = Hole()


@dataclasses.dataclass
class Scalar:
    value: object
    text: str  # as written: the name of the item, where it stands in a list


@dataclasses.dataclass
class Mapping:
    entries: dict
    fresh: bool = False  # `$inherit: false`
    partial: bool = False  # may have more keys, which are not known


@dataclasses.dataclass
class Sequence:
    items: list
    partial: bool = False  # may have more items, which are not known


@dataclasses.dataclass
class Unset:
    place: Place
    removed: bool = False  # something that is gone already, so that there need be nothing below


@dataclasses.dataclass
class InheritAll:
    place: Place


@dataclasses.dataclass
class InheritOne:
    name: str
    place: Place
    changes: Mapping


@dataclasses.dataclass
class Omit:
    names: list  # of (name, place)


LIST_DIRECTIVES = (InheritAll, InheritOne, Omit)

# The name of an item that has none, and that of one whose name is not known.
UNNAMED, UNKNOWN = object(), object()

# Who merges: the keys beside an `$include` over what it includes; a layer or the leaf over what is below.
BESIDE, LAYER, LEAF = "beside", "layer", "leaf"


class At(typing.NamedTuple):
    """Where a node stands: its file, the files that include one another up to it, its path."""

    file: str
    stack: tuple
    path: tuple

    def within(self, key):
        return self._replace(path=(*self.path, key))

    def place(self, node):
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)


@dataclasses.dataclass
class Layer:
    file: str
    envelope: str  # "bare", "body" or "event"
    session: object  # None: it gives none
    around: dict  # what stands beside the session
    dialect: str | None


class Composer:
    """Composes one profile. Findings are collected on the way."""

    def __init__(self, files, links):
        self.tree = Tree(files, links)
        self.findings = set()
        self.roots = {}

    def report(self, code, place):
        self.findings.add((code, *place))

    # -- reading

    def root(self, file):
        """The root node of a file: None for an empty one, HOLE for one that is no YAML."""
        if file not in self.roots:
            try:
                self.roots[file] = yaml.compose(self.tree.files[file], Loader=yaml.BaseLoader)
            except yaml.MarkedYAMLError as error:
                mark = error.problem_mark
                self.report("SP001", Place(file, mark.line + 1, mark.column + 1))
                self.roots[file] = HOLE
        return self.roots[file]

    def is_layer(self, file):
        return isinstance(self.root(file), yaml.MappingNode)

    def find(self, node, at, extensions):
        """The file that a node names, or None with a finding."""
        if not is_scalar(node) or not isinstance(scalar_value(node), str):
            self.report("SP708", at.place(node))
            return None
        try:
            return self.tree.find(at.file, node.value, extensions)
        except PathError as error:
            self.report(str(error), at.place(node))
            return None

    def text(self, file):
        text = self.tree.files[file].removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    # -- the order of layers

    def order(self, leaf):
        """The layers from the lowest to the leaf; HOLE stands for one that is not known."""
        order, seen, edges = [], set(), {}

        def visit(file, below):
            seen.add(file)
            below = (*below, file)
            edges[file] = []
            for node, at in self.extended(file):
                parent = self.find(node, at, YAML_FILES)
                if parent in below:
                    self.report("SP703", at.place(node))
                    continue
                if parent is not None and not self.is_layer(parent):
                    if self.root(parent) is not HOLE:
                        self.report("SP708", at.place(node))
                    parent = None
                if parent is None:
                    order.append(HOLE)
                    continue
                edges[file].append((at.place(node), parent))
                if parent not in seen:
                    visit(parent, below)
            order.append(file)

        visit(leaf, ())
        self.report_redundant(edges)
        return order

    def extended(self, file):
        """The nodes of the paths that a layer names in its `$extends`, and where they stand."""
        pair = pairs(self.root(file)).get("$extends") if self.is_layer(file) else None
        if pair is None:
            return []
        nodes = pair[1].value if isinstance(pair[1], yaml.SequenceNode) else [pair[1]]
        return [(node, At(file, (file,), ("$extends",))) for node in nodes]

    def report_redundant(self, edges):
        def brought(file):
            files, todo = set(), [file]
            while todo:
                file = todo.pop()
                if file not in files:
                    files.add(file)
                    todo += [parent for _, parent in edges.get(file, ())]
            return files

        for entries in edges.values():
            already = set()
            for place, parent in entries:
                # Open: an entry that a later one brings is not redundant: it can change the order.
                if parent in already:
                    self.report("SP710", place)
                already |= brought(parent)

    # -- one layer

    def layer(self, file):
        root = self.root(file)
        keys = {key: pair for key, pair in pairs(root).items() if not is_own_key(key)}
        dialect = pairs(root).get("$dialect")
        dialect = dialect and dialect[1].value

        at = At(file, (file,), ())
        if "type" in keys and keys["type"][1].value in EVENTS:
            envelope = "event"
        elif "session" in keys or "expires_after" in keys:
            envelope = "body"
        else:
            return Layer(file, "bare", self.mapping(keys, root, at), {}, dialect)

        session = keys.pop("session", None)
        if session is not None:
            session = self.expand(session[1], at)
            if isinstance(session, Mapping):
                session.entries = {key: value for key, value in session.entries.items()
                                   if not key.startswith("x-")}
        around = {key: self.expand(value, at.within("around").within(key))
                  for key, (_, value) in keys.items()}
        return Layer(file, envelope, session, around, dialect)

    # -- values

    def expand(self, node, at, among="values"):
        """A node with its includes and texts in place."""
        if is_scalar(node):
            if is_plain(node) and re.fullmatch(r"\$[a-z]+", node.value):
                return self.word(node, at, among)
            return Scalar(scalar_value(node), node.value)
        if isinstance(node, yaml.SequenceNode):
            return self.sequence(node, at)
        return self.mapping(pairs(node), node, at, among)

    def word(self, node, at, among):
        word = node.value
        if word == "$unset" and among == "values":
            return Unset(at.place(node))
        if word == "$inherit" and among == "items":
            return InheritAll(at.place(node))
        if word in ("$unset", "$inherit"):
            # Open: a list has no key to unset, and a mapping no place to splice at.
            self.report("SP709", at.place(node))
            return HOLE
        self.report("SP711", at.place(node))
        return Scalar(word, word)

    def sequence(self, node, at):
        items, partial = [], False
        for child in node.value:
            item = self.expand(child, at.within("[]"), among="items")
            included = isinstance(child, yaml.MappingNode) and is_directive(pairs(child), "$include")
            if included and isinstance(item, Sequence):
                items += item.items
                partial |= item.partial
            elif item is HOLE:
                partial = True
            else:
                items.append(item)
        for second in [item for item in items if isinstance(item, InheritAll)][1:]:
            self.report("SP709", second.place)
            items = [item for item in items if item is not second]
        return Sequence(items, partial)

    def mapping(self, keys, node, at, among="values"):
        keys = dict(keys)
        result = Mapping({})

        if "$extends" in keys:
            self.report("SP709", at.place(keys.pop("$extends")[0]))
            result.partial = True
        if is_directive(keys, "$file"):
            if len(keys) > 1:
                self.report("SP709", at.place(node))
                return HOLE
            path = self.find(keys["$file"][1], at, TEXT_FILES)
            if path is None:
                return HOLE
            text = self.text(path)
            return Scalar(text, text)
        if "$omit" in keys:
            return self.omit(keys, node, at, among)

        one = None
        if "$inherit" in keys:
            key, value = keys.pop("$inherit")
            if is_plain(value) and scalar_value(value) is False:
                result.fresh = True
            elif among == "items" and is_scalar(value):
                one = value
            else:
                self.report("SP709", at.place(key))  # Open: a name, but not in a list.
        include = keys.pop("$include", None) if is_directive(keys, "$include") else None

        for key, (_, value) in keys.items():
            name = key[1:] if re.match(r"\$\$[a-z]", key) else key
            result.entries[name] = self.expand(value, at.within(name))
        if include is not None:
            included = self.include(include[1], at, among)
            result = self.beside(included, result, node, at)
        if one is not None and result is not HOLE:
            return InheritOne(one.value, at.place(one), result)
        return result

    def omit(self, keys, node, at, among):
        value = keys["$omit"][1]
        names = value.value if isinstance(value, yaml.SequenceNode) else [value]
        if among != "items" or len(keys) > 1 or not all(map(is_scalar, names)):
            # Open: `$omit` with keys beside it, or not in a list.
            self.report("SP709", at.place(node))
            return HOLE
        return Omit([(name.value, at.place(name)) for name in names])

    def include(self, node, at, among):
        """The value of an included file."""
        path = self.find(node, at, YAML_FILES)
        if path is None:
            return HOLE
        if path in at.stack:
            self.report("SP703", at.place(node))
            return HOLE
        root = self.root(path)
        if root is None:
            self.report("SP708", at.place(node))
        if root is None or root is HOLE:
            return HOLE
        spliced = among == "items" and isinstance(root, yaml.SequenceNode)
        within = at.path[:-1] if spliced else at.path
        return self.expand(root, At(path, (*at.stack, path), within))

    def beside(self, included, keys, node, at):
        """An included value with the keys that stand beside the `$include` merged over it."""
        if included is HOLE:
            keys.partial = True
            return keys if keys.entries else HOLE
        if isinstance(included, Mapping):
            # Open: `$inherit: false` beside `$include` keeps out the layers below, not what is included.
            result = included
            if keys.entries:
                # Open: in `tool_choice` the keys take the place of what is included.
                result = self.merge(included, Mapping(keys.entries), at.path, BESIDE)
            result.fresh = included.fresh or keys.fresh
            result.partial = included.partial or keys.partial
            return result
        if keys.entries:
            self.report("SP708", at.place(node))
            return HOLE
        return included

    # -- merging

    def merge(self, below, above, path, by):
        """What is above over what is below (None: nothing), at a path of the session."""
        if by is BESIDE and below is None:
            return above  # its directives are about the layers below
        if isinstance(above, Mapping):
            return self.merge_mapping(below, above, path, by)
        if isinstance(above, Sequence):
            return self.merge_sequence(below, above, path, by)
        return above

    def merge_mapping(self, below, above, path, by):
        result = Mapping({})
        if above.partial:
            result.partial = True  # a hole lies between the two
        elif above.fresh:
            result.fresh = by is BESIDE
        elif isinstance(below, Hole):
            result.partial = True
        elif isinstance(below, Mapping):
            if replaces(below, above, path):
                result.partial = below.partial
            else:
                result = Mapping(dict(below.entries), below.fresh, below.partial)

        for key, value in above.entries.items():
            lower = result.entries.get(key, HOLE if result.partial else None)
            if not isinstance(value, Unset):
                result.entries[key] = self.merge(lower, value, (*path, key), by)
            elif by is BESIDE:
                # Open: it removes the key of what is included, and that of the layers below.
                result.entries[key] = Unset(value.place, lower is not None)
            else:
                if by is LEAF and lower is None and not value.removed:
                    self.report("SP705", value.place)
                result.entries.pop(key, None)
        return result

    def merge_sequence(self, below, above, path, by):
        path = (*path, "[]")
        result = Sequence([], above.partial)
        if not any(isinstance(item, LIST_DIRECTIVES) for item in above.items):
            result.items = [self.merge(None, item, path, by) for item in above.items]
            return result

        inherited = below.items if isinstance(below, Sequence) else []
        names = [item_name(item, path) for item in inherited]
        unknown = isinstance(below, Hole) or (
            isinstance(below, Sequence) and (below.partial or UNKNOWN in names))
        taken = set()  # the names that this list names
        for item in above.items:
            mentioned = item.names if isinstance(item, Omit) else []
            if isinstance(item, InheritOne):
                mentioned = [(item.name, item.place)]
            for name, place in mentioned:
                taken.add(name)
                if name not in names and not unknown:
                    self.report("SP705", place)

        for item in above.items:
            if isinstance(item, InheritAll):
                if by is LEAF and not isinstance(below, (Sequence, Hole)) and not unknown:
                    self.report("SP705", item.place)
                result.items += [item for item, name in zip(inherited, names) if name not in taken]
                result.partial |= isinstance(below, Hole) or (
                    isinstance(below, Sequence) and below.partial)
            elif isinstance(item, InheritOne):
                if item.name in names:
                    one = inherited[names.index(item.name)]
                    result.items.append(self.merge(one, item.changes, path, by))
                else:
                    result.partial = True
            elif not isinstance(item, Omit):
                result.items.append(self.merge(None, item, path, by))
        return result

    # -- dialects

    def report_mixed(self, layers, leaf):
        """SP707, at the leaf's `$extends`: layers of two dialects, or of two kinds of session."""
        shown = [layer_dialect(layer) for layer in layers]
        # Open: where the leaf shows none, the layers are compared with one another.
        mixed = len({dialect for dialect in shown if dialect}) > 1
        # Open: a layer without `type` fits both kinds.
        kinds = {layer_kind(layer) for layer in layers} - {None}
        if mixed or len(kinds) > 1:
            key = pairs(self.root(leaf))["$extends"][0]
            self.report("SP707", At(leaf, (), ()).place(key))

    # -- all of it

    def compose(self, leaf):
        """The composed profile; None where a part of it is not known."""
        if not self.is_layer(leaf):
            if self.root(leaf) is not HOLE:
                self.report("SP003", Place(leaf, 1, 1))
            return None
        session, expires_after, layers = None, None, []
        for file in self.order(leaf):
            if file is HOLE:
                session = expires_after = HOLE
                continue
            by = LEAF if file == leaf else LAYER
            layer = self.layer(file)
            layers.append(layer)
            if layer.session is not None:
                session = self.merge(session, layer.session, (), by)
            if "expires_after" in layer.around:
                expires_after = self.merge(
                    expires_after, layer.around["expires_after"], ("expires_after",), by)
        self.report_mixed(layers, leaf)

        leaf_layer = layers[-1]
        if leaf_layer.envelope == "bare":
            document = session
        else:
            # Open: `expires_after` from below is lost where the leaf is a bare session or an event.
            document = Mapping({key: value for key, value in leaf_layer.around.items()
                                if key != "expires_after"})
            if session is not None:
                document.entries["session"] = session
            if leaf_layer.envelope == "body" and expires_after is not None:
                document.entries["expires_after"] = expires_after
        return plain(document) if is_whole(document) else None


def is_own_key(key):
    """Whether a key at the top of a file is the compiler's or the author's own, and never sent."""
    return key.startswith("x-") or key in ("$extends", "$dialect", "$target", "$server", "$schema")


def is_directive(keys, word):
    """Whether a mapping has the key as a directive: with a value that is no scalar it is data."""
    return word in keys and is_scalar(keys[word][1])


def named_type(mapping):
    kind = mapping.entries.get("type")
    return kind.text if isinstance(kind, Scalar) else None


def replaces(below, above, path):
    """Whether a mapping takes the place of the one below, instead of being merged with it."""
    if path in REPLACED_WHOLE:
        return True
    key = fact(MERGED_BY, path)
    if key is not None:
        one, other = below.entries.get(key), above.entries.get(key)
        # Open: where the one below has none, they are merged.
        return isinstance(one, Scalar) and isinstance(other, Scalar) and one.value != other.value
    union = fact(UNIONS, path)
    if union is not None and named_type(above) is not None:
        return union.branch(named_type(above)) != union.branch(named_type(below) or union.default)
    return False


def item_name(item, path):
    """The name of an item of a list."""
    if isinstance(item, Scalar):
        return item.text
    identity = fact(IDENTITY, path)
    if isinstance(item, Mapping) and identity is not None:
        name = item.entries.get(identity.get(named_type(item) or fact(UNIONS, path).default))
        if isinstance(name, Scalar):
            return name.text
        if item.partial or isinstance(name, Hole):
            return UNKNOWN
    return UNNAMED


def layer_dialect(layer):
    if layer.dialect is not None:
        return layer.dialect
    keys = layer.session.entries.keys() if isinstance(layer.session, Mapping) else set()
    if keys & GA_FIELDS:
        return "ga"
    return "sessions" if keys & FLAT_FIELDS else None


def layer_kind(layer):
    kind = named_type(layer.session) if isinstance(layer.session, Mapping) else None
    return kind if kind in KINDS else None


def is_whole(node):
    if isinstance(node, Mapping):
        return not node.partial and all(map(is_whole, node.entries.values()))
    if isinstance(node, Sequence):
        return not node.partial and all(map(is_whole, node.items))
    return isinstance(node, Scalar)


def plain(node):
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


def compose(files, links, leaf):
    """The composed value, None where it is not known, and the findings: (code, file, line, column)."""
    composer = Composer(files, links)
    value = composer.compose(leaf)
    return value, sorted(composer.findings)


FATAL = {f"SP70{digit}" for digit in range(1, 10)}
COMPARED = FATAL | {"SP710", "SP711"}


def is_composed(findings):
    """Whether the findings let the profile be composed."""
    return not any(code in FATAL or code.startswith("SP00") for code, *_ in findings)


# ---------------------------------------------------------------------------------------------------
# Writing YAML in many layouts. A tree is of dict, list and scalars, and of these:


class Word(str):
    """A plain `$word`; as a str it would be quoted."""


class Anchored(typing.NamedTuple):
    name: str
    value: object


class Alias(typing.NamedTuple):
    name: str


class Writer:
    def __init__(self, rng):
        self.rng = rng

    def document(self, tree):
        if isinstance(tree, (dict, list)) and tree and self.rng.random() < 0.9:
            lines = self.block(tree, 0)
        else:
            lines = [self.inline(tree)]
        if self.rng.random() < 0.15:
            lines.insert(0, self.rng.choice(["# Shared by many.", "---", ""]))
        text = "\n".join(lines) + "\n"
        if self.rng.random() < 0.1:
            text = text.replace("\n", "\r\n")
        return ("\ufeff" if self.rng.random() < 0.05 else "") + text

    def block(self, tree, indent):
        space = " " * indent
        lines = []
        if isinstance(tree, dict):
            for key, value in tree.items():
                if self.rng.random() < 0.04:
                    lines.append(f"{space}# {self.rng.choice(['note', 'für später', 'x: $unset'])}")
                lines += self.attached(f"{space}{self.key(key)}:", value, indent)
        else:
            for value in tree:
                lines += self.attached(f"{space}-", value, indent)
        return lines

    def attached(self, head, value, indent):
        """The lines of a value that stands after `key:` or `-`."""
        if isinstance(value, (dict, list)) and value and self.rng.random() < 0.55:
            in_list = head.endswith("-")
            if in_list and isinstance(value, dict):
                first, *rest = self.block(value, indent + 2)
                return [f"{head} {first.lstrip()}", *rest]
            if not in_list:
                closer = isinstance(value, list) and self.rng.random() < 0.4
                return [head, *self.block(value, indent if closer else indent + 2)]
        if type(value) is str and self.is_literal(value) and self.rng.random() < 0.6:
            space = " " * (indent + 2)
            return [f"{head} |", *(f"{space}{line}".rstrip() for line in value[:-1].split("\n"))]
        comment = "  # why not" if self.rng.random() < 0.03 else ""
        return [f"{head} {self.inline(value)}{comment}"]

    @staticmethod
    def is_literal(text):
        return bool(re.fullmatch(r"(?:\w[^\n\r\ufeff]*\S\n)+", text))

    def key(self, key):
        safe = re.fullmatch(r"[A-Za-z_$][\w$./-]*", key) and isinstance(core(key), str)
        if key == "<<" or (safe and self.rng.random() < 0.95):
            return key
        return json.dumps(key, ensure_ascii=False)

    def inline(self, value):
        if isinstance(value, Anchored):
            return f"&{value.name} {self.inline(value.value)}"
        if isinstance(value, Alias):
            return f"*{value.name}"
        if isinstance(value, dict):
            inner = ", ".join(f"{self.key(key)}: {self.inline(item)}" for key, item in value.items())
            return f"{{{inner}}}" if self.rng.random() < 0.8 else f"{{ {inner} }}"
        if isinstance(value, list):
            return f"[{', '.join(map(self.inline, value))}]"
        if isinstance(value, Word):
            return str(value)
        if isinstance(value, str):
            return self.string(value)
        if value is None:
            return self.rng.choice(["null", "null", "~"])
        return json.dumps(value)

    def string(self, text):
        safe = re.fullmatch(r"[A-Za-z_./](?:[\w ./-]*[\w./-])?", text, re.ASCII)
        if safe and isinstance(core(text), str) and self.rng.random() < 0.85:
            return text
        if self.rng.random() < 0.3 and re.fullmatch(r"[ -~]*", text):
            return "'" + text.replace("'", "''") + "'"
        return json.dumps(text, ensure_ascii=False)


# ---------------------------------------------------------------------------------------------------
# Random projects.


class Project(typing.NamedTuple):
    files: dict
    links: dict
    leaf: str
    faults: list


FOLDERS = ("", "", "lib", "lib/deep", "shared", "prompts")
WORDS = ("phone", "shop", "calm", "night", "fjord", "tern", "über", "daily", "north", "tide")
NEEDED = {"type", "id", "name", "server_label", "model", "$secret"}  # never unset
PROSE = {"instructions", "description", "server_description"}
SMALL = {"voice", "speed", "temperature", "language", "effort"}


def under(path, prefix):
    return path[: len(prefix)] == prefix


def put(tree, path, value):
    for key in path[:-1]:
        tree = tree.setdefault(key, {})
    tree[path[-1]] = value


def get(tree, path):
    for key in path:
        if not isinstance(tree, dict) or key not in tree:
            return None
        tree = tree[key]
    return tree


def key_paths(tree, path=()):
    """The paths of all keys of a tree of mappings."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield (*path, key)
            yield from key_paths(value, (*path, key))


def has_directive(tree):
    if isinstance(tree, dict):
        return any(key in ("$omit", "$inherit", "$include", "$file", "<<") or has_directive(value)
                   for key, value in tree.items())
    if isinstance(tree, list):
        return any(map(has_directive, tree))
    return isinstance(tree, (Word, Alias, Anchored))


class Values:
    """Fields of sessions that the API takes."""

    def __init__(self, rng):
        self.rng = rng
        self.count = 0

    def fresh(self, stem):
        self.count += 1
        return f"{stem}_{self.count}"

    def chance(self, share):
        return self.rng.random() < share

    def some(self, **makers):
        """A mapping of some of the keys, in any order."""
        keys = [key for key in makers if self.chance(0.5)]
        self.rng.shuffle(keys)
        return {key: makers[key]() for key in keys}

    def prose(self):
        words = " ".join(self.rng.choices(WORDS, k=self.rng.randint(1, 6))).capitalize()
        return words + self.rng.choice([".", ".\n", ": yes, #1.", "?\nAnd wait.\n", " — “so” 🎧"])

    def number(self, low, high):
        return self.rng.choice([low, high, round(self.rng.uniform(low, high), 2)])

    def turn_detection(self, ga):
        rng = self.rng
        answers = {
            "create_response": lambda: self.chance(0.5),
            "interrupt_response": lambda: self.chance(0.5),
        }
        server = {
            "threshold": lambda: self.number(0, 1),
            "prefix_padding_ms": lambda: rng.choice([0, 200, 300]),
            "silence_duration_ms": lambda: rng.choice([200, 500, 800]),
            **answers,
        }
        if ga:
            server["idle_timeout_ms"] = lambda: rng.choice([5000, 6000, None])
        semantic = {"eagerness": lambda: rng.choice(["low", "medium", "high", "auto"]), **answers}
        kind = rng.choice(["server", "semantic", "unnamed"] * 2 + ["off", "empty"])
        if kind == "off":
            return None
        if kind == "empty":
            return {}
        if kind == "unnamed":
            return self.some(**rng.choice([server, server, answers]))
        if kind == "server":
            return {"type": "server_vad", **self.some(**server)}
        return {"type": "semantic_vad", **self.some(**semantic)}

    def transcription(self, ga):
        if self.chance(0.15):
            return None
        model = {} if self.chance(0.3) else {"model": self.rng.choice(["whisper-1", "gpt-4o-transcribe"])}
        more = self.some(language=lambda: self.rng.choice(["de", "no", "en"]), prompt=self.prose)
        return {**model, **more}

    def noise_reduction(self):
        return self.rng.choice([None, {"type": "near_field"}, {"type": "far_field"}])

    def tool_choice(self, ga):
        return self.rng.choice([
            "auto", {"type": "function", "name": "help"}, {"type": "function", "name": "find"},
            *([{"type": "mcp", "server_label": "shop", "name": "pay"},
               {"type": "mcp", "server_label": "shop"}] if ga else [])])

    def audio_format(self):
        return self.rng.choice([
            {"type": "audio/pcm", "rate": 24000}, {"type": "audio/pcmu"}, {"type": "audio/pcma"},
            {"rate": 24000}])

    def truncation(self):
        if self.chance(0.3):
            return self.rng.choice(["auto", "disabled"])
        limits = {"token_limits": {"post_instructions": self.rng.choice([1000, 8000])}}
        return {"type": "retention_ratio", "retention_ratio": self.number(0.1, 1),
                **(limits if self.chance(0.5) else {})}

    def prompt(self):
        if self.chance(0.1):
            return None

        def variable():
            return self.rng.choice([
                "Tern", {"type": "input_text", "text": "Tern"}, {"text": "Fjord"},
                {"type": "input_image", "detail": "auto", "file_id": "file_1"}])

        name = {} if self.chance(0.3) else {"id": self.rng.choice(["pmpt_1", "pmpt_1", "pmpt_2"])}
        version = {"version": self.rng.choice(["1", "2"])} if self.chance(0.5) else {}
        variables = {name: variable() for name in ("brand", "city") if self.chance(0.7)}
        return {**name, **version, **({"variables": variables} if variables else {})}

    def flat(self):
        rng = self.rng
        return {
            ("modalities",): lambda: rng.choice([["text"], ["text", "audio"]]),
            ("instructions",): self.prose,
            ("voice",): lambda: rng.choice(["alloy", "sage", "verse"]),
            ("input_audio_format",): lambda: rng.choice(["pcm16", "g711_ulaw"]),
            ("output_audio_format",): lambda: rng.choice(["pcm16", "g711_ulaw"]),
            ("input_audio_transcription",): lambda: self.transcription(False),
            ("input_audio_noise_reduction",): self.noise_reduction,
            ("turn_detection",): lambda: self.turn_detection(False),
            ("tool_choice",): lambda: self.tool_choice(False),
            ("temperature",): lambda: self.number(0.6, 1.2),
            ("max_response_output_tokens",): lambda: rng.choice([1, 800, 4096, "inf"]),
            ("speed",): lambda: self.number(0.25, 1.5),
        }

    def ga(self):
        rng = self.rng
        return {
            ("model",): lambda: rng.choice(["gpt-realtime-2", "gpt-realtime-2.1"]),
            ("instructions",): self.prose,
            ("output_modalities",): lambda: rng.choice([["text"], ["audio"]]),
            ("audio", "input", "format"): self.audio_format,
            ("audio", "input", "transcription"): lambda: self.transcription(True),
            ("audio", "input", "noise_reduction"): self.noise_reduction,
            ("audio", "input", "turn_detection"): lambda: self.turn_detection(True),
            ("audio", "output", "format"): self.audio_format,
            ("audio", "output", "voice"): lambda: rng.choice(["marin", "cedar", {"id": "voice_1"}]),
            ("audio", "output", "speed"): lambda: self.number(0.25, 1.5),
            ("include",): lambda: ["item.input_audio_transcription.logprobs"],
            ("tool_choice",): lambda: self.tool_choice(True),
            ("reasoning",): lambda: {"effort": rng.choice(["low", "medium"])},
            ("max_output_tokens",): lambda: rng.choice([1, 800, 4096, "inf"]),
            ("truncation",): self.truncation,
            ("prompt",): self.prompt,
        }

    def parameters(self):
        names = self.rng.sample(["city", "day", "code", "note"], self.rng.randint(1, 3))

        def schema():
            return self.rng.choice([
                {"type": "string"}, {"type": "integer", "minimum": 1}, {"$ref": "#/$defs/code"},
                {"type": "string", "description": "A name."}, {"type": "string", "enum": ["a", "b"]}])

        parameters = {"type": "object", "properties": {name: schema() for name in names}}
        if self.chance(0.6):
            parameters["required"] = names
        if "#/$defs/code" in json.dumps(parameters):
            parameters["$defs"] = {"code": {"type": "string"}}
        return parameters

    def function(self):
        return {"type": "function", "name": self.fresh(self.rng.choice(["find", "book", "ask"])),
                **self.some(description=self.prose, parameters=self.parameters)}

    def mcp(self):
        rng = self.rng
        return {
            "type": "mcp",
            "server_label": self.fresh("shop"),
            "server_url": "https://shop.example.com/mcp",
            **self.some(
                server_description=self.prose,
                allowed_tools=lambda: rng.choice([["find", "pay"], {"tool_names": ["find", "pay"]}]),
                require_approval=lambda: rng.choice(["never", {"never": {"tool_names": ["find"]}}]),
                authorization=lambda: {"$secret": rng.choice(["SHOP_TOKEN", "OTHER_TOKEN"])},
                headers=lambda: self.some(region=lambda: "eu", shop=lambda: rng.choice(["a", "b"]))),
        }

    def tool(self, ga):
        return self.mcp() if ga and self.chance(0.3) else self.function()

    def data(self):
        """Anything, with keys and texts that look like directives and are none."""
        return self.rng.choice([
            {"$ref": "#/a", "$id": "b"}, {"$$file": "a.md"}, {"$$include": {"$$unset": 1}},
            {"$file": {"a": 1}}, {"$include": ["a.yaml"]}, ["$inherit", "a"], "$unset", "$unste", "$ 5",
            "$$file", {"$Word": "$5"}, {"$$ref": [{"$$omit": "a"}]}, [["a"], {}, None, True, 1.5],
            {"a": {"b": ["c", "d"]}}, "~", "no", "Grüße 🎧",
        ])


class Generator:
    """Makes one project. `open_too`: also what the rules leave open."""

    def __init__(self, rng, open_too=False):
        self.rng = rng
        self.open_too = open_too
        self.writer = Writer(rng)
        self.values = Values(rng)
        self.ga = rng.random() < 0.5
        self.fields = self.values.ga() if self.ga else self.values.flat()
        # Layers that speak of the same few fields have more to say to one another.
        self.themes = rng.sample(list(self.fields), 4)
        self.trees = {}  # of layers and value files
        self.texts = {}  # of all other files
        self.links = {}
        self.order = []  # the layers, lowest first
        self.faults = []

    def chance(self, share):
        return self.rng.random() < share

    # -- files and paths

    def new_file(self, stem, extension, folder=None):
        folder = self.rng.choice(FOLDERS) if folder is None else folder
        return posixpath.join(folder, self.values.fresh(f"_{stem}") + extension)

    def reference(self, holder, target):
        """A path from one file to another, in one of the ways to write it."""
        if self.chance(0.08) and "/" in target:  # through a link to its folder
            top, rest = target.split("/", 1)
            link = f"ln_{top}"
            self.links[link] = top
            target = f"{link}/{rest}"
        elif self.chance(0.08):  # through a link beside it
            folder, name = posixpath.split(target)
            stem, extension = posixpath.splitext(name)
            link = posixpath.join(folder, f"{stem}_ln{extension}")
            self.links[link] = name
            target = link
        folder = posixpath.dirname(holder)
        path = posixpath.relpath(target, folder or ".")
        return "./" + path if self.chance(0.1) and not path.startswith(".") else path

    @property
    def leaf(self):
        return self.order[-1]

    @property
    def wordy(self):
        """The layers that can hold plain words."""
        return [file for file in self.order if not file.endswith(".json")]

    def rendered(self):
        files = dict(self.texts)
        for file, tree in self.trees.items():
            if file.endswith(".json"):
                indent = self.rng.choice([None, 2])
                files[file] = json.dumps(tree, indent=indent, ensure_ascii=False) + "\n"
            else:
                files[file] = self.writer.document(tree)
        return files

    # -- layers

    def make(self):
        self.make_graph()
        self.envelope = {}
        for file in self.order:
            self.envelope[file] = self.rng.choice(["bare"] * 4 + ["event"] + ["body"] * self.ga)
        below = None
        for file in self.order:
            is_leaf = file == self.leaf
            known = plain(below) if below is not None else {}
            session = self.session(known, is_leaf, words=file in self.wordy)
            tree = self.trees[file]
            self.wrap(tree, self.scattered(session, file, ()), file)
            if file in self.wordy and self.chance(0.25):
                self.add_aliases(file)
            layer = Composer(self.rendered(), self.links)
            below = layer.merge(below, layer.layer(file).session, (), LEAF if is_leaf else LAYER)
        for _ in range(self.rng.choice([0, 0, 0, 1, 1, 1, 2])):
            self.add_fault()
        return Project(self.rendered(), self.links, self.leaf, self.faults)

    def make_graph(self):
        """Layers in chains and diamonds, each with the `$extends` that it needs."""
        rng = self.rng
        count = rng.choice([1, 2, 2, 3, 3, 4, 5, 6, 8])
        names, ancestors = [], {}
        for index in range(count):
            if index == count - 1:
                file = posixpath.join(rng.choice(["", "", "profiles", "lib"]), "p.yaml")
            else:
                extension = rng.choice([".yaml"] * 6 + [".yml", ".json"])
                file = self.new_file("layer", extension)
            parents = rng.sample(names, min(len(names), rng.choice([0, 1, 1, 2, 2, 3])))
            if names and (index == count - 1 or self.chance(0.5)) and names[-1] not in parents:
                parents.append(names[-1])
            rng.shuffle(parents)
            brought = set().union(*(ancestors[parent] for parent in parents)) if parents else set()
            parents = [parent for parent in parents if parent not in brought]
            ancestors[file] = brought | set(parents)
            tree = self.trees[file] = {}
            paths = [self.reference(file, parent) for parent in parents]
            if paths:
                tree["$extends"] = paths[0] if len(paths) == 1 and self.chance(0.7) else paths
            names.append(file)
        self.order = Composer(self.rendered(), self.links).order(names[-1])

    def wrap(self, tree, session, file):
        """Puts the session into its layer, in an event or a body or as it is."""
        if self.chance(0.1):
            tree["x-note"] = self.values.data()
        if self.envelope[file] == "event":
            tree["type"] = "session.update"
            if self.chance(0.3):
                tree["event_id"] = "ev_1"
        if self.envelope[file] == "body" and self.envelope[self.leaf] == "body":
            tree["expires_after"] = self.values.some(
                anchor=lambda: "created_at", seconds=lambda: self.rng.choice([60, 600]))
        if self.envelope[file] == "bare":
            tree.update(session)
        else:
            tree["session"] = session

    def held(self, file):
        """The session in the tree of a layer."""
        return self.trees[file]["session"] if self.envelope[file] != "bare" else self.trees[file]

    def session(self, below, is_leaf, words):
        """What one layer says, given what is below it."""
        rng = self.rng
        session = {}
        if self.ga and (is_leaf or self.chance(0.2)):
            session["type"] = "realtime"
        for path in [*rng.sample(self.themes, rng.randint(0, 4)), *rng.sample(list(self.fields), 1)]:
            put(session, path, self.fields[path]())
        if self.chance(0.5):
            session["tools"] = self.tools(below.get("tools"), is_leaf, words)
        if self.chance(0.4):
            data = {rng.choice("abc"): self.values.data() for _ in range(2)}
            lists = get(below, ("tracing", "metadata", "list"))
            data["list"] = self.names(lists, is_leaf, words)
            session["tracing"] = {"metadata": data}
        if self.chance(0.15):
            self.start_afresh(session, below, is_leaf)
        for _ in range(rng.choice([0, 0, 0, 1, 2]) if words else 0):
            self.unset(session, below, is_leaf)
        if is_leaf and not self.ga and not session.keys() & FLAT_FIELDS:
            session["voice"] = "ash"
        return session

    def unset(self, session, below, is_leaf):
        def is_allowed(path):
            """Whether the path is surely below, and this layer says nothing of it itself."""
            if path[-1] in NEEDED or path[0] in ("tracing", "tool_choice"):
                return False
            tree = session
            for length, key in enumerate(path, 1):
                if key not in tree:
                    return True
                tree, prefix = tree[key], path[:length]
                if not isinstance(tree, dict) or "$inherit" in tree:
                    return False
                if fact(UNIONS, prefix) or fact(MERGED_BY, prefix):
                    return False  # it may take the place of what is below
            return False

        paths = list(key_paths(below))
        if not is_leaf and (not paths or self.chance(0.3)):
            paths = list(self.fields)  # what is not below need not be
        paths = [path for path in paths if is_allowed(path)]
        if paths:
            put(session, self.rng.choice(paths), Word("$unset"))

    def start_afresh(self, session, below, is_leaf):
        paths = [path for path in self.fields
                 if isinstance(get(below, path), dict) or not is_leaf]
        self.rng.shuffle(paths)
        for path in paths:
            value = self.fields[path]()
            if isinstance(value, dict) and not under(path, ("tool_choice",)):
                put(session, path, {"$inherit": False, **value})
                return

    def spliced(self, below, is_leaf, words, make, name, change):
        """A list, perhaps of what is below and of changes to it."""
        rng = self.rng
        new = [make() for _ in range(rng.randint(0, 2))]
        if not words or self.chance(0.3) or (is_leaf and not below):
            return new or [make()]
        names = [name(item) for item in below or []]
        rng.shuffle(names)
        omitted = names[: rng.choice([0, 0, 1, 2])]
        changed = names[len(omitted):][: rng.choice([0, 0, 1])] if change else []
        result = [*new, *({"$inherit": key, **change(key)} for key in changed)]
        if self.chance(0.85) or omitted:
            result.append(Word("$inherit"))
        if omitted and self.chance(0.5):
            result.append({"$omit": omitted})
        else:
            result += [{"$omit": key} for key in omitted]
        rng.shuffle(result)
        return result

    def names(self, below, is_leaf, words):
        if below is not None and not all(isinstance(item, str) for item in below):
            below = None
            words = False

        def make():
            return self.values.fresh(self.rng.choice("xyz"))

        return self.spliced(below, is_leaf, words, make, str, None)

    def tools(self, below, is_leaf, words):
        def identity(tool):
            return tool.get("server_label" if tool.get("type") == "mcp" else "name")

        known = {identity(tool): tool for tool in below or []}
        return self.spliced(below, is_leaf, words, lambda: self.values.tool(self.ga), identity,
                            lambda name: self.tool_changes(known[name]))

    def tool_changes(self, tool):
        """Keys to merge over an inherited tool."""
        rng = self.rng
        changes = {}
        description = "server_description" if tool.get("type") == "mcp" else "description"
        if self.chance(0.6):
            gone = description in tool and self.chance(0.4)
            changes[description] = Word("$unset") if gone else self.values.prose()
        if description == "server_description":
            if isinstance(tool.get("allowed_tools"), list):
                changes["allowed_tools"] = self.names(tool["allowed_tools"], False, True)
            if self.chance(0.4):
                changes["headers"] = {"shop": "c"}
                changes["require_approval"] = rng.choice(["always", {"always": {"read_only": False}}])
        elif self.chance(0.6):
            required = get(tool, ("parameters", "required"))
            changes["parameters"] = {"type": "object", "properties": {"more": {"type": "number"}}}
            if required:
                changes["parameters"]["required"] = [Word("$inherit"), "more"]
                if len(required) > 1 and self.chance(0.5):
                    changes["parameters"]["required"].insert(0, {"$omit": required[0]})
        return changes

    # -- includes and texts

    def scattered(self, tree, holder, path, depth=0):
        """The tree with some of its parts moved to files of their own."""
        if isinstance(tree, list):
            return self.scattered_list(tree, holder, path, depth)
        if not isinstance(tree, dict):
            return self.scattered_scalar(tree, holder, path)
        if path and depth < 3 and tree and not has_directive(tree) and "$secret" not in tree:
            if self.chance(0.08):
                return self.moved(tree, holder, path, depth)
            if self.chance(0.1) and path not in REPLACED_WHOLE:
                return self.split(tree, holder, path, depth)
        return self.scattered_values(tree, holder, path, depth)

    def scattered_values(self, tree, holder, path, depth):
        return {key: value if key.startswith("$") else self.scattered(value, holder, (*path, key), depth)
                for key, value in tree.items()}

    def moved(self, tree, holder, path, depth):
        extension = ".json" if self.chance(0.1) else ".yaml"
        file = self.new_file("value", extension)
        value = tree if extension == ".json" else self.scattered(tree, file, path, depth + 1)
        if isinstance(value, dict) and "$include" in value and len(value) == 1:
            value = tree
        self.trees[file] = value
        return {"$include": self.reference(holder, file)}

    def split(self, tree, holder, path, depth):
        """Some keys in a file, and others beside the `$include`."""
        included = self.alike(tree, path)
        keys = list(tree)
        for key in self.rng.sample(keys, self.rng.randint(0, len(keys) - 1)):
            included[key] = tree[key]
        beside = {key: value for key, value in tree.items() if key not in included or self.chance(0.4)}
        if not included or not beside:
            return self.moved(tree, holder, path, depth)
        gone = [key for key in included if key in PROSE and key not in beside]
        if gone and path[-1] == "[]" and not holder.endswith(".json"):
            beside[gone[0]] = Word("$unset")
        include = self.moved(included, holder, path, 3)
        beside = self.scattered_values(beside, holder, path, depth + 1)
        if self.chance(0.3) and not holder.endswith(".json"):
            return {"<<": include, **beside}
        return {**include, **beside} if self.chance(0.8) else {**beside, **include}

    def alike(self, tree, path):
        """Another mapping for the same place."""
        if path == ("tools", "[]"):
            return self.values.mcp() if tree.get("type") == "mcp" else self.values.function()
        result = {}
        for field, make in self.fields.items():
            if under(field, path) and self.chance(0.6):
                value = make()
                if field != path:
                    put(result, field[len(path):], value)
                elif isinstance(value, dict):
                    result = value
        return result

    def scattered_list(self, tree, holder, path, depth):
        within = (*path, "[]")
        if path == () or depth >= 3 or path[-1] in ("modalities", "output_modalities"):
            return tree
        if tree and not has_directive(tree) and self.chance(0.08):
            return self.moved(tree, holder, path, depth)
        start = self.rng.randint(0, len(tree))
        part = tree[start: start + self.rng.randint(1, 2)]
        if part and not has_directive(part) and self.chance(0.15):
            file = self.new_file("list", ".yaml")
            self.trees[file] = [self.scattered(item, file, within, depth + 1) for item in part]
            rest = [self.scattered(item, holder, within, depth) for item in tree[start + len(part):]]
            return [*tree[:start], {"$include": self.reference(holder, file)}, *rest]
        return [self.scattered(item, holder, within, depth) for item in tree]

    def scattered_scalar(self, tree, holder, path):
        if type(tree) is str and path[-1] in PROSE and self.chance(0.4):
            return {"$file": self.reference(holder, self.text_file())}
        if path[-1] in SMALL and not isinstance(tree, Word) and tree is not None and self.chance(0.06):
            file = self.new_file("small", ".yaml")
            self.trees[file] = tree
            return {"$include": self.reference(holder, file)}
        return tree

    def text_file(self):
        text = self.rng.choice([
            "Hello.\n", "Hello.", "One.\r\nTwo.\r\n", "One.\rTwo.", "\ufeffGrüße 🎧.\r\n\r\n",
            "  One.  \n\n\n", "$unset\n", "{$file: a.md}\n", "Say ${x} and $$y.\n",
            "\n\nOne.\r\n\rTwo\n", "a\ufeffb\n"])
        file = self.new_file("text", self.rng.choice([".md", ".md", ".txt", ".markdown"]))
        self.texts[file] = text
        return file

    def add_aliases(self, file):
        """An anchor among the author's own keys, and its uses."""
        value = self.rng.choice([{"type": "string", "title": "A"}, {"a": {"b": 1}}, None])
        if value is None:
            target = self.new_file("anchored", ".yaml")
            self.trees[target] = {"type": "string", "a": {"b": 1, "c": 2}}
            value = {"$include": self.reference(file, target)}
        spot = self.spot(file)
        spot["first"] = Alias("shared")
        spot["second"] = [Alias("shared"), {"<<": Alias("shared"), "a": {"b": 2}}]
        tree = self.trees[file]
        self.trees[file] = {"x-shared": Anchored("shared", value), **tree}

    # -- faults

    def spot(self, file):
        """A mapping in a layer that takes any data, and that no layer above replaces."""
        tracing = self.held(file).setdefault("tracing", {})
        return tracing.setdefault("metadata", {})

    def add_fault(self):
        faults = [name for name in dir(self) if name.startswith("fault_")]
        if self.open_too:
            faults += [name for name in dir(self) if name.startswith("unsettled_")]
        name = self.rng.choice(faults)
        if getattr(self, name)():
            self.faults.append(name.split("_", 1)[1])

    def any_layer(self):
        return self.rng.choice(self.wordy)

    def put_value(self, file, value):
        """A value at a place of its own in a layer: plain, in a mapping, or in a list."""
        key = self.values.fresh("at")
        self.spot(file)[key] = self.rng.choice([
            lambda: value, lambda: {"note": "🎧 ä", "in": value}, lambda: ["a", {"in": value}],
            lambda: {"deep": {"in": value}}])()

    def add_parent(self, file, path, first=False):
        tree = self.trees[file]
        paths = tree.get("$extends", [])
        paths = [*paths] if isinstance(paths, list) else [paths]
        paths.insert(0 if first else self.rng.randint(0, len(paths)), path)
        tree.pop("$extends", None)
        paths = paths[0] if len(paths) == 1 and self.chance(0.6) else paths
        self.trees[file] = {"$extends": paths, **tree}

    def pull_in(self, file, path, kind):
        """Makes a layer use a path, in one of the three ways."""
        if kind == "$extends":
            self.add_parent(file, path)
        elif kind == "$file" and file == self.leaf and self.chance(0.5):
            self.held(file)["instructions"] = {"$file": path}
        else:
            value = {kind: path}
            if kind == "$include" and self.chance(0.3):
                value["beside"] = 1
            self.put_value(file, value)

    def any_way(self):
        kind = self.rng.choice(["$extends", "$include", "$file"])
        return kind, ".md" if kind == "$file" else self.rng.choice([".yaml", ".json"])

    def fault_missing(self):
        kind, extension = self.any_way()
        path = self.rng.choice(["_gone", "gone/_gone", "../_gone", "./_gone"]) + extension
        file = self.any_layer()
        if path.startswith("..") and "/" not in file:
            path = path[3:]
        self.pull_in(file, path, kind)
        return True

    def fault_form(self):
        kind, extension = self.any_way()
        path = self.rng.choice([
            "/etc/x", "~/x", "a\\x", "https://example.com/x", "lib//x", "lib/*/x", "${x}", "\0x", "*",
        ]) + extension
        self.pull_in(self.any_layer(), path, kind)
        return True

    def fault_extension(self):
        kind, _ = self.any_way()
        file = self.any_layer()
        wrong = self.rng.choice(
            [".yaml", ".json", "", ".md5"] if kind == "$file" else [".md", ".txt", "", ".toml"])
        target = self.new_file("wrong", wrong)
        self.texts[target] = "a: 1\n"
        self.pull_in(file, posixpath.relpath(target, posixpath.dirname(file) or "."), kind)
        return True

    def fault_hidden(self):
        kind, extension = self.any_way()
        file = self.any_layer()
        target = self.rng.choice([".hidden/x", ".x", "lib/.x/y", ".git/x"]) + extension
        if self.chance(0.8):
            self.texts[target] = "a: 1\n"
        if self.chance(0.4):
            self.links["to_hidden" + extension] = target
            target = "to_hidden" + extension
        self.pull_in(file, posixpath.relpath(target, posixpath.dirname(file) or "."), kind)
        return True

    def fault_outside(self):
        kind, extension = self.any_way()
        file = self.any_layer()
        if self.chance(0.5):
            path = "../" * (file.count("/") + 1) + "outside" + extension
        else:
            link, target, rest = self.rng.choice([
                (f"away{extension}", "/etc/passwd", ""), (f"away{extension}", f"../x{extension}", ""),
                ("away", "..", f"/x{extension}"), ("lib/away", "../..", f"/x{extension}")])
            self.links[link] = target
            path = posixpath.relpath(link + rest, posixpath.dirname(file) or ".")
        self.pull_in(file, path, kind)
        return True

    def fault_folder(self):
        kind, extension = self.any_way()
        file = self.any_layer()
        folder = self.values.fresh("folder") + extension
        self.texts[f"{folder}/a.txt"] = "a\n"
        self.pull_in(file, posixpath.relpath(folder, posixpath.dirname(file) or "."), kind)
        return True

    def fault_cycle(self):
        upper = self.rng.choice([self.leaf, self.any_layer()])
        lower = self.rng.choice(self.wordy[: self.wordy.index(upper) + 1])
        self.add_parent(lower, self.reference(lower, upper))
        return True

    def fault_include_cycle(self):
        file = self.any_layer()
        ring = [self.new_file("ring", ".yaml") for _ in range(self.rng.randint(0, 3))]
        back = ring[0] if ring and self.chance(0.7) else file
        for one, other in zip(ring, [*ring[1:], back]):
            include = {"$include": self.reference(one, other)}
            self.trees[one] = self.rng.choice([{"in": include}, [include], {"a": 1, **include}])
        self.put_value(file, {"$include": self.reference(file, [*ring, back][0])})
        return True

    def fault_unset_nothing(self):
        self.put_value(self.leaf, Word("$unset"))
        return True

    def fault_inherit_nothing(self):
        self.put_value(self.leaf, ["a", Word("$inherit")])
        return True

    def lists_with_inherit(self):
        tools = [self.held(file).get("tools") for file in self.wordy]
        return [items for items in tools if isinstance(items, list) and Word("$inherit") in items]

    def fault_name_gone(self):
        omit = self.rng.choice([{"$omit": "gone"}, {"$omit": ["gone", "lost"]}])
        one = {"$inherit": "gone", "description": "New"}
        if lists := self.lists_with_inherit():
            items = self.rng.choice(lists)
            items.insert(self.rng.randint(0, len(items)), self.rng.choice([omit, one]))
        else:
            self.held(self.leaf)["tools"] = [one]
        return True

    def fault_dialects(self):
        """A base of the other dialect, or for the other kind of session."""
        other = self.rng.choice([
            {"voice": "ash"}, {"temperature": 0.8}, {"turn_detection": None}, {"type": "transcription"},
        ] if self.ga else [
            {"audio": {"output": {"speed": 1}}}, {"output_modalities": ["text"]}, {"type": "realtime"},
        ])
        target = self.new_file("base", ".yaml")
        self.trees[target] = other
        if self.chance(0.2) and "type" not in other:
            self.trees[target] = {"type": "session.update", "session": other}
        file = self.any_layer()
        self.add_parent(file, self.reference(file, target), first=True)
        return True

    def fault_shape(self):
        file = self.any_layer()
        target = self.new_file("shape", ".yaml")
        way = self.rng.choice(["root", "empty", "beside", "no path"])
        if way == "root":
            self.texts[target] = self.rng.choice(["- a\n", "[]\n", "text\n", "5\n"])
            self.add_parent(file, self.reference(file, target))
        elif way == "empty":
            self.texts[target] = self.rng.choice(["", "\n", "# nothing\n"])
            self.pull_in(file, self.reference(file, target), self.rng.choice(["$extends", "$include"]))
        elif way == "beside":
            self.trees[target] = ["a"]
            self.put_value(file, {"$include": self.reference(file, target), "x": 1})
        else:
            wrong = self.rng.choice([5, True, None, 1.5])
            kind, _ = self.any_way()
            if kind == "$extends" and self.chance(0.5):
                wrong = self.rng.choice([{"a": "b"}, ["_b.yaml"]])
                if "$extends" in self.trees[file] and not isinstance(wrong, list):
                    return False
            if isinstance(wrong, dict):
                self.trees[file] = {"$extends": wrong, **self.trees[file]}
            else:
                self.pull_in(file, wrong, kind)
        return True

    def fault_misplaced(self):
        file = self.any_layer()
        way = self.rng.choice(["extends", "value file", "beside", "second"])
        if way == "extends":
            self.put_value(file, {"a": 1, "$extends": "_b.yaml"})
        elif way == "value file":
            target = self.new_file("value", ".yaml")
            self.trees[target] = {"$extends": "_b.yaml", "a": 1}
            self.put_value(file, {"$include": self.reference(file, target)})
        elif way == "beside":
            self.put_value(file, {"$file": self.reference(file, self.text_file()), "x": 1})
        else:
            lists = self.lists_with_inherit()
            if not lists:
                return False
            items = self.rng.choice(lists)
            items.insert(self.rng.randint(0, len(items)), Word("$inherit"))
        return True

    def fault_redundant(self):
        composer = Composer(self.rendered(), self.links)
        file = self.any_layer()
        parents = [composer.find(node, at, YAML_FILES) for node, at in composer.extended(file)]
        if not parents or None in parents:
            return False
        below = [layer for parent in parents for layer in composer.order(parent) if layer is not HOLE]
        paths = self.trees[file]["$extends"]
        paths = [*paths] if isinstance(paths, list) else [paths]
        self.trees[file]["$extends"] = [*paths, self.reference(file, self.rng.choice(below))]
        return True

    def fault_unknown_word(self):
        word = Word(self.rng.choice(["$unste", "$inhert", "$foo", "$x"]))
        file = self.any_layer()
        if file == self.leaf and self.chance(0.3):
            self.held(file)["instructions"] = word
        else:
            self.put_value(file, self.rng.choice([word, [word]]))
        return True

    def fault_syntax(self):
        others = [file for file in self.order[:-1]]
        if not others:
            return False
        file = self.rng.choice(others)
        del self.trees[file]
        self.texts[file] = "instructions: Hi\nmodel: [\n"
        self.order = [layer for layer in self.order if layer != file]
        return True

    # -- what the rules leave open

    def unsettled_early_entry(self):
        composer = Composer(self.rendered(), self.links)
        parents = [composer.find(node, at, YAML_FILES) for node, at in composer.extended(self.leaf)]
        below = [layer for parent in parents if parent for layer in composer.order(parent)
                 if layer is not HOLE and layer not in parents]
        if not below:
            return False
        self.add_parent(self.leaf, self.reference(self.leaf, self.rng.choice(below)), first=True)
        return True

    def unsettled_word_in_the_wrong_place(self):
        self.put_value(self.any_layer(), self.rng.choice([
            [Word("$unset")], Word("$inherit"), Word("$file"), {"$omit": "a"}, {"$inherit": "a"}]))
        return True

    def unsettled_lone_omit(self):
        tools = self.held(self.leaf).get("tools")
        if not isinstance(tools, list) or Word("$inherit") not in tools:
            return False
        tools.remove(Word("$inherit"))
        tools.append({"$omit": "gone"})
        return True

    def unsettled_unset_beside_include(self):
        target = self.new_file("value", ".yaml")
        self.trees[target] = {"b": 2}
        key = self.values.fresh("at")
        self.spot(self.order[0])[key] = {"a": 1, "b": 1}
        self.spot(self.leaf)[key] = {
            "$include": self.reference(self.leaf, target), self.rng.choice("ab"): Word("$unset")}
        return True

    def unsettled_directives_in_a_value_file(self):
        target = self.new_file("value", ".yaml")
        self.trees[target] = {"list": [Word("$inherit"), "more"], "b": Word("$unset")}
        key = self.values.fresh("at")
        self.spot(self.order[0])[key] = {"list": ["a"], "b": 1}
        self.spot(self.leaf)[key] = {"$include": self.reference(self.leaf, target)}
        return True


def is_settled(findings):
    """Whether the rules say what else is reported: not what a cycle or a mixture leaves known."""
    codes = {code for code, *_ in findings}
    return not ("SP703" in codes and codes & {"SP705", "SP710"}) and not (
        "SP707" in codes and codes - {"SP707", "SP710", "SP711"})


def random_project(seed, index, open_too=False):
    for attempt in range(100):
        project = Generator(random.Random(f"{seed}:{index}:{attempt}"), open_too).make()
        if open_too or is_settled(compose(project.files, project.links, project.leaf)[1]):
            return project
    raise RuntimeError("no project in 100 attempts")


# ---------------------------------------------------------------------------------------------------
# The program.


class Answer(typing.NamedTuple):
    value: object  # None: nothing was composed
    findings: list | None  # None: it is no answer at all
    complaint: str = ""


def model_answer(project):
    return Answer(*compose(project.files, project.links, project.leaf))


def write_project(project, folder):
    folder = pathlib.Path(folder)
    (folder / ".git").mkdir()
    for path, text in project.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    for path, target in project.links.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        os.symlink(target, folder / path)


def program_answer(program, project, codes=frozenset()):
    """What the program says: of the findings, those that the model knows too, and these codes."""
    with tempfile.TemporaryDirectory(prefix="sessionc-composition-") as folder:
        write_project(project, folder)
        try:
            runs = [
                subprocess.run([program, command, "--format", "json", project.leaf], cwd=folder,
                               stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
                for command in ("show", "lint")
            ]
        except subprocess.TimeoutExpired as error:
            return Answer(None, None, f"no answer: {error}")
        show, lint = runs
        try:
            value = json.loads(show.stdout) if show.stdout.strip() else None
        except ValueError:
            return Answer(None, None, f"`show` prints no JSON: {show.stdout.decode(errors='replace')}")
        try:
            report = json.loads(lint.stdout)
        except ValueError:
            output = lint.stdout + lint.stderr
            return Answer(None, None, f"`lint` prints no JSON: {output.decode(errors='replace')}")
        tree = Tree(project.files, project.links)
        findings = set()
        for finding in report["diagnostics"]:
            if finding["code"] in COMPARED | codes:
                file, start = finding["range"]["file"], finding["range"]["start"]
                file = os.path.relpath(file, os.path.realpath(folder)) if os.path.isabs(file) else file
                # A file that is reached through a link may go by either name.
                file = tree.real("", file) or file
                findings.add((finding["code"], file, start["line"], start["column"]))
        complaint = ""
        if value is None and show.stderr:
            complaint = show.stderr.decode(errors="replace")
        return Answer(value, sorted(findings), complaint)


def sent(value):
    """The value without the keys at its top that are never sent."""
    if not isinstance(value, dict):
        return value
    return {key: item for key, item in value.items() if not is_own_key(key)}


def is_same(one, other):
    """Whether two values are the same in JSON, where 1 is 1.0, and neither is true."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return one == other
    return type(one) is type(other) and one == other


def agree(expected, actual):
    if [finding for finding in expected.findings if finding[0] in COMPARED] != actual.findings:
        return False
    return not is_composed(expected.findings) or is_same(expected.value, sent(actual.value))


def parts(node):
    """Where the keys and items of a YAML node are: (start, end) in the text, outer ones first."""
    if isinstance(node, yaml.MappingNode):
        spans = [(key.start_mark.index, value.end_mark.index) for key, value in node.value]
        children = [value for _, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        spans = [(item.start_mark.index, item.end_mark.index) for item in node.value]
        children = node.value
    else:
        return
    for index, (start, end) in enumerate(spans):
        if index + 1 < len(spans):
            yield start, spans[index + 1][0]
        elif index > 0:
            yield spans[index - 1][1], end
    for child in children:
        yield from parts(child)


def smaller(project):
    """The project without one of its files, one of its links, or a part of a file."""
    for path in sorted(project.files):
        if path != project.leaf:
            files = {key: text for key, text in project.files.items() if key != path}
            yield project._replace(files=files)
    for path in sorted(project.links):
        yield project._replace(links={key: to for key, to in project.links.items() if key != path})
    for path, text in sorted(project.files.items()):
        if not path.endswith(YAML_FILES):
            continue
        try:
            spans = set(parts(yaml.compose(text, Loader=yaml.BaseLoader)))
        except yaml.YAMLError:
            continue
        for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
            yield project._replace(files={**project.files, path: text[:start] + text[end:]})


def shrunk(project, disagree, is_fit, tries=800):
    """A smaller project that the two still disagree on, and that needs no more of YAML's findings."""
    def unread(project):
        return {code for code, *_ in model_answer(project).findings if code.startswith("SP00")}

    allowed = unread(project)
    found = True
    while found:
        found = False
        for candidate in smaller(project):
            tries -= 1
            if tries < 0:
                return project
            if unread(candidate) <= allowed and is_fit(candidate) and disagree(candidate):
                project, found = candidate, True
                break
    return project


def show_answer(who, answer):
    print(f"{who}: {json.dumps(answer.value, ensure_ascii=False, sort_keys=True)}")
    for code, file, line, column in answer.findings or ():
        print(f"    {code} {file}:{line}:{column}")
    if answer.complaint:
        print("    " + answer.complaint.rstrip().replace("\n", "\n    "))


def show_disagreement(title, project, expected, actual):
    print(f"==== {title}")
    for path, text in sorted(project.files.items()):
        shown = text.replace("\ufeff", "<BOM>").replace("\r\n", "<CRLF>\n").replace("\r", "<CR>\n")
        shown = "".join(f"    {line}\n" for line in shown.splitlines())
        print(f"---- {path}{' (the profile)' if path == project.leaf else ''}\n{shown}", end="")
    for path, target in sorted(project.links.items()):
        print(f"---- {path} -> {target}")
    print("----")
    show_answer("expected", expected)
    show_answer("actual  ", actual)
    print(flush=True)


def run_random(program, options):
    codes = collections.Counter()
    failures = composed = 0
    indices = range(options.count) if options.only is None else [options.only]
    for index in indices:
        project = random_project(options.seed, index, options.open)
        expected = model_answer(project)
        codes.update({code for code, *_ in expected.findings})
        composed += is_composed(expected.findings)
        if agree(expected, program_answer(program, project)):
            continue
        failures += 1
        if not options.whole:
            project = shrunk(
                project,
                lambda it: not agree(model_answer(it), program_answer(program, it)),
                lambda it: options.open or is_settled(model_answer(it).findings))
        title = f"project {index} of seed {options.seed}: {', '.join(project.faults) or 'no fault'}"
        show_disagreement(title, project, model_answer(project), program_answer(program, project))
        if failures >= options.most:
            print(f"{failures} disagreements: stopped at project {index}")
            break
    counts = ", ".join(f"{code} {count}" for code, count in sorted(codes.items()))
    print(f"{len(indices)} projects, {composed} composed, {failures} disagreements; {counts}")
    return failures == 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?", metavar="SESSIONC")
    parser.add_argument("--count", type=int, default=1000, help="how many random projects (1000)")
    parser.add_argument("--seed", default="0", help="which ones; the same on every machine (0)")
    parser.add_argument("--only", type=int, metavar="INDEX", help="only this project of the seed")
    parser.add_argument("--open", action="store_true", help="also what the rules leave open")
    parser.add_argument("--whole", action="store_true", help="do not make what disagrees smaller")
    parser.add_argument("--most", type=int, default=10, help="stop after so many disagreements (10)")
    options = parser.parse_args()
    program = options.program and os.path.abspath(options.program)
    if not program:
        parser.error("SESSIONC is needed")
    good = run_random(program, options)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()

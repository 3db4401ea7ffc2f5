"""Drives a language server with the capabilities of real editors: an answer that one of them cannot read is an error."""

import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

BROKEN = (
    "type: realtime\ninstrctions: Be brief.\naudio:\n  input:\n    turn_detection:\n      type: server_vda\n      \n"
)


@pytest_lsp.fixture(
    params=["neovim", "visual_studio_code", "emacs"],
    config=ClientServerConfig(server_command=[os.environ["SESSIONC"], "lsp", "--stdio"]),
)
async def client(request, lsp_client: LanguageClient, tmp_path: pathlib.Path):
    (tmp_path / "_base.yaml").write_text("type: realtime\nmax_output_tokens: -9\n")
    (tmp_path / ".git").mkdir()
    result = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities(request.param),
            workspace_folders=[types.WorkspaceFolder(uri=tmp_path.as_uri(), name="w")],
        )
    )
    lsp_client.folder = tmp_path
    lsp_client.encoding = result.capabilities.position_encoding
    yield
    await lsp_client.shutdown_session()


def open_text(client, text, name="a.yaml"):
    uri = (client.folder / name).as_uri()
    document = types.TextDocumentItem(uri=uri, language_id="yaml", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    return uri, types.TextDocumentIdentifier(uri)


async def findings(client, uri, identifier):
    if client.capabilities.text_document.diagnostic:
        answer = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(identifier))
        return answer.items
    await client.wait_for_notification("textDocument/publishDiagnostics")
    return client.diagnostics[uri]


@pytest.mark.asyncio
async def test_findings(client: LanguageClient):
    uri, identifier = open_text(client, BROKEN)
    found = await findings(client, uri, identifier)
    assert [(f.code, f.range.start.line, f.range.start.character) for f in found] == [
        ("SP101", 1, 0),
        ("SP201", 5, 12),
    ]


@pytest.mark.asyncio
async def test_actions(client: LanguageClient):
    uri, identifier = open_text(client, BROKEN)
    everything = types.Range(types.Position(0, 0), types.Position(9, 0))
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(identifier, everything, types.CodeActionContext(diagnostics=[]))
    )
    kinds = [action.kind for action in actions]
    assert "quickfix" in kinds and "source.fixAll.sessionc" in kinds


@pytest.mark.asyncio
async def test_completion_and_hover(client: LanguageClient):
    uri, identifier = open_text(client, BROKEN)
    answer = await client.text_document_completion_async(types.CompletionParams(identifier, types.Position(6, 6)))
    assert "threshold" in [item.label for item in answer.items]
    hover = await client.text_document_hover_async(types.HoverParams(identifier, types.Position(5, 7)))
    assert "audio.input.turn_detection.type" in hover.contents.value


@pytest.mark.asyncio
async def test_symbols_and_folding(client: LanguageClient):
    uri, identifier = open_text(client, BROKEN)
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(identifier))
    assert [symbol.name for symbol in symbols] == ["type", "instrctions", "audio"]
    ranges = await client.text_document_folding_range_async(types.FoldingRangeParams(identifier))
    assert [(r.start_line, r.end_line) for r in ranges] == [(2, 5), (3, 5), (4, 5)]


@pytest.mark.asyncio
async def test_a_file_that_is_made_of_another(client: LanguageClient):
    uri, identifier = open_text(client, "$extends: _base.yaml\nmodel: ''\n")
    own = await findings(client, uri, identifier)
    assert [f.code for f in own] == ["SP201"]
    # What is open wins over the disk, and what it changes in others is told.
    base, base_identifier = open_text(client, "type: realtime\nmax_output_tokens: -8\n", "_base.yaml")
    if client.capabilities.text_document.diagnostic:
        found = await findings(client, base, base_identifier)
        assert "SP202" in [f.code for f in found]


@pytest.mark.asyncio
async def test_names_paths_and_files(client: LanguageClient):
    (client.folder / "_base.yaml").write_text("type: realtime\n$vars: {lang: German}\n")
    uri, identifier = open_text(client, "$extends: _base.yaml\ninstructions: Speak ${lang}.\n")
    place = types.Position(1, 24)
    declared = await client.text_document_definition_async(types.DefinitionParams(identifier, place))
    assert [pathlib.PurePosixPath(d.uri).name for d in declared] == ["_base.yaml"]
    used = await client.text_document_references_async(
        types.ReferenceParams(types.ReferenceContext(include_declaration=True), identifier, place)
    )
    assert len(used) == 2
    prepared = await client.text_document_prepare_rename_async(types.PrepareRenameParams(identifier, place))
    assert prepared.placeholder == "lang"
    edit = await client.text_document_rename_async(types.RenameParams(identifier, place, "language"))
    assert len(edit.document_changes or edit.changes) == 2
    links = await client.text_document_document_link_async(types.DocumentLinkParams(identifier))
    assert [pathlib.PurePosixPath(link.target).name for link in links] == ["_base.yaml"]
    paths = await client.text_document_completion_async(types.CompletionParams(identifier, types.Position(0, 10)))
    assert [item.label for item in paths.items] == ["_base.yaml"]
    hover = await client.text_document_hover_async(types.HoverParams(identifier, place))
    assert "_base.yaml:2" in hover.contents.value


@pytest.mark.asyncio
async def test_all_profiles_of_a_folder(client: LanguageClient):
    if not client.capabilities.text_document.diagnostic:
        pytest.skip("such a client is sent findings")
    (client.folder / "b.yaml").write_text("$extends: _base.yaml\nvoise: sage\n")
    report = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
    found = {pathlib.PurePosixPath(r.uri).name: [d.code for d in r.items] for r in report.items}
    assert found["b.yaml"] == ["SP101"] and "SP202" in found["_base.yaml"]
    known = [types.PreviousResultId(r.uri, r.result_id) for r in report.items]
    again = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(known))
    assert {r.kind for r in again.items} == {"unchanged"}


@pytest.mark.asyncio
async def test_the_request(client: LanguageClient):
    uri, identifier = open_text(client, "type: realtime\nmodel: gpt-realtime-2.1\n")
    shown = await client.workspace_execute_command_async(
        types.ExecuteCommandParams("sessionc.showRequest", [uri])
    )
    assert '"gpt-realtime-2.1"' in shown

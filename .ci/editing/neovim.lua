-- Neovim 0.11 as a client: nvim --clean --headless -l .ci/editing/neovim.lua PROGRAM FOLDER
-- The folder is a project with `_base.yaml` and `a.yaml` in it, which the caller has written.
local program, folder = arg[1], arg[2]

local function expect(found, wanted, what)
  if not vim.deep_equal(found, wanted) then
    error(what .. ': ' .. vim.inspect(found) .. ', not ' .. vim.inspect(wanted))
  end
end

local ok, failure = pcall(function()
  vim.env.PATH = vim.fs.dirname(program) .. ':' .. vim.env.PATH
  -- What `sessionc init --editor neovim` writes.
  vim.cmd.luafile(folder .. '/.nvim.lua')
  vim.cmd('filetype on')
  vim.cmd.edit(folder .. '/a.yaml')
  local buffer = vim.api.nvim_get_current_buf()
  local function wait(holds, what) assert(vim.wait(10000, holds, 20), 'waited in vain for ' .. what) end
  local function codes()
    return vim.tbl_map(function(d) return d.code end, vim.diagnostic.get(buffer))
  end
  wait(function() return #vim.diagnostic.get(buffer) > 0 end, 'findings')
  local client = vim.lsp.get_clients({ bufnr = buffer })[1]
  expect(client.name, 'sessionc', 'the client')
  expect(codes(), { 'SP101', 'SP201' }, 'findings')
  local first = vim.diagnostic.get(buffer)[1]
  expect({ first.lnum, first.col, first.end_col }, { 2, 0, 11 }, 'the place behind a wide character')

  local function ask(method, parameters)
    local answer = client:request_sync(method, parameters, 5000, buffer)
    assert(answer and not answer.err, method .. ': ' .. vim.inspect(answer))
    return answer.result
  end
  local function at(line, character)
    return { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = line, character = character } }
  end

  -- Fixes, as they are applied.
  local everything = {
    textDocument = { uri = vim.uri_from_bufnr(buffer) }, context = { diagnostics = {} },
    range = { start = { line = 0, character = 0 }, ['end'] = { line = 9, character = 0 } },
  }
  for _, action in ipairs(ask('textDocument/codeAction', everything)) do
    if action.kind == 'source.fixAll.sessionc' then
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
    end
  end
  wait(function() return #vim.diagnostic.get(buffer) == 0 end, 'a text without findings')
  expect(vim.api.nvim_buf_get_lines(buffer, 2, 3, false)[1], 'instructions: "Speak ${lang}."', 'the fixed line')

  -- Text that is typed, through the keys.
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_buf_line_count(buffer), 0 })
  vim.cmd('normal! otool_cho')
  local line = vim.api.nvim_buf_line_count(buffer) - 1
  local items = ask('textDocument/completion', at(line, 8)).items
  assert(vim.iter(items):any(function(item) return item.label == 'tool_choice' end), 'tool_choice is offered')
  vim.cmd('normal! dd')

  local hover = ask('textDocument/hover', at(3, 2))
  assert(hover.contents.value:find('output_modalities', 1, true), 'hover: ' .. vim.inspect(hover))
  local place = vim.api.nvim_buf_get_lines(buffer, 2, 3, false)[1]:find('lang', 1, true)
  local declared = ask('textDocument/definition', at(2, place))
  expect(vim.fs.basename(declared[1].uri), '_base.yaml', 'the declaration')

  -- A name in two files.
  vim.lsp.util.apply_workspace_edit(
    ask('textDocument/rename', vim.tbl_extend('error', at(2, place), { newName = 'language' })),
    client.offset_encoding
  )
  expect(vim.api.nvim_buf_get_lines(buffer, 2, 3, false)[1], 'instructions: "Speak ${language}."', 'the use')
  local base = vim.fn.bufnr(folder .. '/_base.yaml')
  expect(vim.api.nvim_buf_get_lines(base, 1, 2, false)[1], '$vars: {language: German}', 'the declaration')
  vim.wait(300)
  expect(codes(), {}, 'findings after the rename, which stands in open files alone')

  client:stop()
  wait(function() return client:is_stopped() end, 'the end')
end)
if not ok then io.stderr:write(tostring(failure), '\n') end
io.stdout:write(ok and 'neovim ' .. tostring(vim.version()) .. ': fine\n' or '')
vim.cmd(ok and 'qall!' or 'cquit 1')

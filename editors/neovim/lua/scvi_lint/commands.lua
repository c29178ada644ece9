-- `:ScviLint …`: what can be asked beside what the language client shows by itself.

local server = require('scvi_lint.server')

local M = {}

local function tell(text, level)
  vim.notify('scvi-lint: ' .. text, level or vim.log.levels.INFO)
end

local function clients()
  local all = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  return vim.tbl_filter(function(client)
    return client.name == 'scvi_lint'
  end, all)
end

M.clients = clients

local function attached()
  local buffer = vim.api.nvim_get_current_buf()
  for _, client in ipairs(clients()) do
    local buffers = client.attached_buffers or {}
    if buffers[buffer] or vim.lsp.buf_is_attached and vim.lsp.buf_is_attached(buffer, client.id) then
      return client
    end
  end
end

-- The program that runs: the attached server's, else the configured one.
local function program()
  local client = attached() or clients()[1]
  local cmd = client and client.config.cmd
  if not cmd and vim.lsp.config and vim.lsp.config.scvi_lint then
    cmd = vim.lsp.config.scvi_lint.cmd
  end
  return type(cmd) == 'table' and cmd[1] or server.cmd[1]
end

-- Show what the command line says, in a window of its own.
local function show(arguments, title, filetype)
  local words = vim.list_extend({ program() }, arguments)
  local lines = vim.fn.systemlist(words)
  if vim.v.shell_error ~= 0 then
    tell(table.concat(lines, ' '), vim.log.levels.ERROR)
    return
  end
  vim.cmd('botright new')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
  vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile = 'nofile', 'wipe', false
  vim.bo.filetype, vim.bo.modifiable = filetype, false
  pcall(vim.api.nvim_buf_set_name, 0, title)
  vim.wo.wrap = filetype == 'markdown'
  vim.api.nvim_buf_set_keymap(0, 'n', 'q', '<cmd>close<cr>', { silent = true })
end

-- The finding at the cursor: the one that covers it, else the line's first.
local function finding()
  local line, column = unpack(vim.api.nvim_win_get_cursor(0))
  local first
  for _, one in ipairs(vim.diagnostic.get(0, { lnum = line - 1 })) do
    if one.source == 'scvi-lint' then
      first = first or one
      if one.col <= column and column < one.end_col then
        return one
      end
    end
  end
  return first
end

local function raw(one)
  return one.user_data and one.user_data.lsp or {}
end

local function code(one)
  return one.code or raw(one).code
end

function M.explain(argument)
  if argument == '' then
    local one = finding()
    argument = one and code(one) or ''
  end
  if argument == '' then
    tell('no finding on this line. Name a rule: :ScviLint explain SCV201', vim.log.levels.WARN)
    return
  end
  show({ 'explain', '--output-format', 'markdown', argument }, 'scvi-lint ' .. argument, 'markdown')
end

function M.inspect()
  local file = vim.api.nvim_buf_get_name(0)
  if vim.bo.modified then
    tell('this is the file as it was saved last', vim.log.levels.WARN)
  end
  show({ 'inspect', '--color', 'never', file }, 'scvi-lint inspect', 'text')
end

-- Draw the program into a file, and say where it is.
function M.picture()
  local file = vim.api.nvim_buf_get_name(0)
  if vim.bo.modified then
    tell('this is the file as it was saved last', vim.log.levels.WARN)
  end
  local path = vim.fn.tempname() .. '.html'
  local words = { program(), 'inspect', '--output-format', 'html', '--output-file', path, file }
  local lines = vim.fn.systemlist(words)
  if vim.v.shell_error ~= 0 then
    tell(table.concat(lines, ' '), vim.log.levels.ERROR)
    return
  end
  tell('drawn in ' .. path)
  if vim.ui.open then
    vim.ui.open(path)
  end
end

-- Whether an address is a page of scvi-tools' documentation, and can be read as nothing else. A
-- message has names in it that are anybody's.
function M.is_page(url)
  local path = url:match('^https://docs%.scvi%-tools%.org/en/([%w_.~/#-]+)$')
  local page = path and path:match('^[^#]*')
  return path ~= nil and not ('/' .. page .. '/'):find('/%.*/')
end

-- Open the page that the finding at the cursor cites.
function M.page()
  local one = finding()
  if not one then
    tell('no finding on this line', vim.log.levels.WARN)
    return
  end
  local described = raw(one).codeDescription
  local url = described and described.href or one.message:match('\n  (https://%S+)$')
  if not url or not M.is_page(url) then
    tell(code(one) .. ' cites no page')
  elseif vim.ui.open then
    local _, failure = vim.ui.open(url)
    tell(failure and url or ('opening ' .. url))
  else
    tell(url)
  end
end

-- Everything that is safe to mend, at once.
function M.fix()
  local client = attached()
  if not client then
    tell('no server is attached here; :checkhealth scvi_lint', vim.log.levels.WARN)
    return
  end
  local last = vim.api.nvim_buf_line_count(0)
  local parameters = {
    textDocument = { uri = vim.uri_from_bufnr(0) },
    range = { start = { line = 0, character = 0 }, ['end'] = { line = last, character = 0 } },
    context = { diagnostics = {}, only = { 'source.fixAll.scvi-lint' } },
  }
  local function ask(method, what)
    local answer
    if vim.fn.has('nvim-0.11') == 1 then
      answer = client:request_sync(method, what, 5000, 0)
    else
      answer = client.request_sync(method, what, 5000, 0)
    end
    return answer and answer.result
  end
  local action = (ask('textDocument/codeAction', parameters) or {})[1]
  if action and not action.edit then
    action = ask('codeAction/resolve', action)
  end
  if not action or not action.edit then
    tell('nothing is safe to fix here')
    return
  end
  vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding or 'utf-16')
end

function M.restart()
  local buffers = {}
  for _, client in ipairs(clients()) do
    for buffer in pairs(client.attached_buffers or {}) do
      buffers[#buffers + 1] = buffer
    end
    if vim.fn.has('nvim-0.11') == 1 then
      client:stop()
    else
      client.stop()
    end
  end
  vim.wait(3000, function()
    return #clients() == 0
  end, 20)
  if #buffers == 0 then
    buffers = { vim.api.nvim_get_current_buf() }
  end
  for _, buffer in ipairs(buffers) do
    if vim.api.nvim_buf_is_loaded(buffer) then
      -- Both ways of set-up start a server when a program gets its file type.
      vim.api.nvim_buf_call(buffer, function()
        vim.cmd('doautocmd <nomodeline> FileType ' .. vim.bo.filetype)
      end)
    end
  end
end

function M.log()
  vim.cmd('tabnew ' .. vim.fn.fnameescape(vim.lsp.get_log_path and vim.lsp.get_log_path() or vim.lsp.log.get_filename()))
end

function M.health()
  vim.cmd('checkhealth scvi_lint')
end

local names = { 'explain', 'fix', 'health', 'inspect', 'log', 'page', 'picture', 'restart' }

function M.run(call)
  local name, rest = call.args:match('^%s*(%S*)%s*(.-)%s*$')
  if name == '' then
    name = 'health'
  end
  if not vim.tbl_contains(names, name) then
    tell(('there is no command %q; there are: %s'):format(name, table.concat(names, ', ')),
      vim.log.levels.ERROR)
    return
  end
  M[name](rest)
end

function M.complete(lead, line)
  if line:match('^%s*%S+%s+%S*$') then
    return vim.tbl_filter(function(name)
      return vim.startswith(name, lead)
    end, names)
  end
  return {}
end

return M
